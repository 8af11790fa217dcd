// expect: subprocess: call looks at no return code, so it takes no ok_codes; use check_call()
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    call({"grep", "x"}, ok_codes = {0, 1});
}
