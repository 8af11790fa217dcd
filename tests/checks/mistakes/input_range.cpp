// expect: strings goes to stdin_
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run({"cat"}, input = std::vector<std::string>{"a", "b"});
}
