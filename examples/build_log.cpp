// A step of a build: what it prints goes to the terminal and into a log, and if it fails, its last lines are shown
// again.
#include "helpers.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace sp = subprocess;

int main(int, char** argv) {
    const auto log = beside(argv[0], "build_log.log");
    std::filesystem::remove(log);

    auto step =
        sp::run({"sh", "-c", "for i in 1 2 3 4 5; do echo \"compiling $i.c\"; done; echo '5.c:1: error' >&2; exit 1"},
                sp::stdout_ = sp::tee(sp::to(std::cout), sp::append(log), sp::last_lines(2)), sp::stderr_ = sp::STDOUT);

    if (step.returncode != 0)
        std::cout << "\nThe step failed. It ended with:\n" << step.stdout_;
    std::ifstream file(log);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    std::cout << "\nThe log has " << text.size() << " bytes.\n";
}
