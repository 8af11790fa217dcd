// expect: subprocess: run_pipeline takes two to eight stages one after the other; give it more as a range, std::vector<Stage>
#include <subprocess.hpp>

using namespace subprocess;

void mistake() {
    run_pipeline({"1"}, {"2"}, {"3"}, {"4"}, {"5"}, {"6"}, {"7"}, {"8"}, {"9"}, check = true);
}
