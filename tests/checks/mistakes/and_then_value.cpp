// expect: subprocess: the function of and_then must return a Result
#include <subprocess.hpp>

using namespace subprocess;

void mistake(const Result<int>& result) {
    (void)result.and_then([](int number) { return number + 1; });
}
