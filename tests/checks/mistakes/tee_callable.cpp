// expect: subprocess: a callable goes to each_line(f) or each_chunk(f)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout_ = tee(PIPE, [](std::string_view) {}));
}
