// expect: open("name", "w") or append("name")
// [py-13]
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"ls"}, stdout_ = "file.txt");
}
