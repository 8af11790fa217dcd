// expect: open("name", "w")
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout_ = "file.txt");
}
