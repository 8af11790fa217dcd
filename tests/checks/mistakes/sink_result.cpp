// expect: subprocess: what each_line and each_chunk call returns void, or a bool
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    int lines = 0;
    run({"ls"}, stdout_ = each_line([&](std::string_view) { return ++lines; }));
}
