// expect: subprocess: a callable goes to each_line(f) or each_chunk(f)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout_ = to([](std::string_view) {}));
}
