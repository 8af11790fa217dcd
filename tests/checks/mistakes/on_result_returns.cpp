// expect: subprocess: what on_result calls returns nothing
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all(
        {{"ls"}}, on_result = [](std::size_t, const Result<CompletedProcess>&) { return true; });
}
