// expect: subprocess: ok_codes takes a list of return codes, {0, 1}, or None
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    check_call({"grep", "x"}, ok_codes = 1);
}
