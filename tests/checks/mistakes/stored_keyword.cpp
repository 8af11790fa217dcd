// expect: subprocess: write name = value in the call itself; to keep arguments for later use Options
#include <string>
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    auto stored = (cwd = std::string("/tmp"));
    run({"ls"}, stored);
}
