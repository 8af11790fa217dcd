// expect: subprocess: on_line reads stdout itself; leave out stdout_ and capture_output
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_all(
        {{"ls"}}, stdout_ = PIPE, on_line = [](std::size_t, std::string_view) {});
}
