// expect: subprocess: stdin, stdout and stderr are C's own FILE pointers; the keywords are stdin_, stdout_ and stderr_
#include <cstdio>
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stderr = STDOUT);
}
