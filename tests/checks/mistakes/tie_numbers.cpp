// expect: subprocess: std::tie takes Outputs, std::strings and std::ignore here
#include <subprocess.hpp>

#include <tuple>

using namespace subprocess;

void mistake(Popen& process) {
    std::string out;
    int err = 0;
    std::tie(out, err) = process.communicate();
}
