// expect: subprocess: what on_line calls returns nothing, or a bool: false if it wants no more
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all(
        {{"ls"}}, on_line = [](std::size_t, std::string_view) { return 1; });
}
