// expect: Args(const
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    Args words = {"ls"};
    run(words);
}
