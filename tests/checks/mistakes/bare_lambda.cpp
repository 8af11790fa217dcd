// expect: subprocess: a callable goes to a sink: each_line(f) or each_chunk(f)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run(
        {"ls"}, stdout_ = [](std::string_view) {});
}
