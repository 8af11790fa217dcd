// expect: subprocess: this range of strings is one command
#include <subprocess.hpp>

using namespace subprocess;

void mistake(const std::vector<std::string>& words) {
    run_pipeline(words, check = true);
}
