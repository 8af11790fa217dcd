// expect: subprocess: stdin, stdout and stderr are C's own FILE pointers; the keywords are stdin_, stdout_ and stderr_
// expect on musl: cannot assign to variable 'stdout'
// expect on Windows: lvalue required as left operand of assignment
#include <cstdio>
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout = STDERR);
}
