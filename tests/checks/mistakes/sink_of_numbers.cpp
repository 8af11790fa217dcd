// expect: subprocess: each_line and each_chunk take a callable f(std::string_view)
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout_ = each_line([](int) {}));
}
