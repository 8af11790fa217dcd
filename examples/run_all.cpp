// The program behind the section about run_all in docs/many.md.
#include "helpers.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;

int main() {
    // [run_all]
    const auto results = sp::run_all({{"uname"}, {"echo", "two words"}, {"true"}}, sp::jobs = 2, sp::check = true,
                                     sp::stdout_ = sp::PIPE);
    std::cout << results[1]->stdout_; // results are in the order of the commands
    // [/run_all]

    // [keep_going]
    const std::vector<std::vector<std::string>> tests{{"true"}, {"false"}, {"no-such-program"}};
    for (const auto& result : sp::run_all(tests, sp::keep_going = true, sp::check = true, sp::timeout = 1min))
        std::cout << (result ? "passed" : result.error().what()) << '\n';
    // [/keep_going]

    // [on_line]
    std::map<std::size_t, std::string> last;
    sp::run_all(
        {{"seq", "1", "3"}, {"seq", "4", "9"}},
        sp::on_line = [&](std::size_t index, std::string_view line) { last[index] = line; });
    std::cout << last[0] << ' ' << last[1] << '\n';
    // [/on_line]

    // [shell]
    const std::vector<sp::Command> scripts{sp::Command("echo a | tr a b"), sp::Command("exit 3")};
    std::cout << sp::run_all(scripts, sp::shell = true, sp::stdout_ = sp::PIPE)[0]->stdout_;
    // [/shell]

    // [point]
    const auto deadline = std::chrono::steady_clock::now() + 10min; // for all together; 10min would be for each
    sp::run_all({{"sleep", "0"}, {"sleep", "0"}}, sp::timeout = deadline);
    // [/point]

    // [jobserver]
    sp::run_all({{"true"}, {"true"}}, sp::jobs = 16, sp::jobserver = true); // under make -j4: at most 4
    // [/jobserver]
}
