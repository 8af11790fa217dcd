// expect: subprocess: on_line takes a callable f(std::size_t index, std::string_view line)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all(
        {{"ls"}}, on_line = [](std::string_view) {});
}
