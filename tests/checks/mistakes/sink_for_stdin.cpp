// expect: subprocess: a sink is for stdout_ and stderr_
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"cat"}, stdin_ = each_line([](std::string_view) {}));
}
