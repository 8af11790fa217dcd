// expect: subprocess: on_result takes a callable f(std::size_t index, const Result<CompletedProcess>& result)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all(
        {{"ls"}}, on_result = [](const CompletedProcess&) {});
}
