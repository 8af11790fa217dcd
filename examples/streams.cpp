// The examples of docs/streams.md.
#include "helpers.hpp"

#include <subprocess.hpp>

#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace sp = subprocess;

void lines() {
    // [lines]
    sp::run({"sh", "-c", "echo compiling; echo linking; echo done"},
            sp::stdout_ = sp::each_line([](std::string_view line) { std::cout << "make: " << line << '\n'; }));
    // [/lines]
}

void enough() {
    // [enough]
    std::string first;
    sp::run({"yes", "no"}, sp::check = true, // yes never ends by itself
            sp::stdout_ = sp::each_line([&](std::string_view line) {
                first = line;
                return false;
            }));
    // [/enough]
    std::cout << first << '\n';
}

void last() {
    // [last]
    std::ostringstream log; // or a std::ofstream, a FILE*, open("log", "w")
    auto built = sp::run({"sh", "-c", "for i in 1 2 3 4 5; do echo step $i; done; exit 1"},
                         sp::stdout_ = sp::tee(sp::last_lines(2), log), sp::stderr_ = sp::STDOUT);
    if (built.returncode != 0)
        std::cout << "failed after\n" << built.stdout_ << built.stdout_.dropped() << " bytes before it\n";
    // [/last]
    std::cout << log.str().size() << " bytes in the log\n";
}

void generated() {
    // [generated]
    int frame = 0;
    auto frames = [&]() -> std::string { return frame < 200 ? "frame " + std::to_string(frame++) + '\n' : ""; };
    auto counted = sp::check_output({"wc", "-l"}, sp::stdin_ = frames);
    // [/generated]
    std::cout << std::stoi(counted) << " frames\n";
}

void ranges() {
    // [ranges]
    std::vector<std::string> words{"pear\n", "apple\n", "plum\n"};
    std::cout << sp::check_output({"sort"}, sp::stdin_ = words);
    // [/ranges]
}

void chain() {
    // [chain]
    std::istringstream data(std::string(1000000, 'x')); // or a std::ifstream
    sp::Popen unpack({"sh", "-c", "gunzip | wc -c"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    sp::run({"gzip"}, sp::stdin_ = sp::from(data), sp::stdout_ = sp::to(unpack.stdin_));
    unpack.stdin_.close(); // to() does not close it
    std::cout << std::stoi(unpack.stdout_.readline()) << " bytes\n";
    // [/chain]
}

int main() {
    std::cout << std::unitbuf;
    lines();
    enough();
    last();
    generated();
    ranges();
    chain();
}
