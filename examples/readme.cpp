// The examples of README.md.
#include <subprocess.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <string_view>

namespace sp = subprocess;
using namespace std::chrono_literals;

void run_and_check() {
    // [run]
    std::string kernel = sp::check_output({"uname", "-s"});

    auto result = sp::run({"sh", "-c", "echo out; exit 3"}, sp::capture_output = true);
    std::cout << result.returncode << ' ' << result.stdout_;

    try {
        sp::run({"no-such-program", "--version"}, sp::check = true);
    } catch (const sp::FileNotFoundError& error) {
        std::cout << error.what() << '\n';
    }
    // [/run]
    std::cout << (kernel.empty() ? "no kernel?\n" : "");
}

void time_is_up() {
    // [timeout]
    try {
        sp::run({"sh", "-c", "echo partial; exec sleep 60"}, sp::capture_output = true, sp::timeout = 500ms);
    } catch (const sp::TimeoutExpired& late) {
        std::cout << late.what() << "\nso far: " << late.stdout_;
    }
    // [/timeout]
}

void pipeline() {
    // [pipeline]
    sp::Popen numbers({"seq", "20"}, sp::stdout_ = sp::PIPE);
    sp::Popen sevens({"grep", "7"}, sp::stdin_ = numbers.stdout_, sp::stdout_ = sp::PIPE);
    numbers.stdout_.close(); // only grep reads from it now
    for (const std::string& line : sevens.stdout_)
        std::cout << "line: " << line;
    // [/pipeline]
}

void beyond_python() {
    // [beyond]
    auto print = [](std::string_view line) { std::cout << line << '\n'; };
    sp::run_pipeline({"printf", "%s\\n", "pear", "fig", "pear"}, {"sort"}, {"uniq", "-c"},
                     sp::stdout_ = sp::each_line(print), sp::tree = true, sp::timeout = 10s, sp::grace = 2s,
                     sp::check = true);
    // [/beyond]
}

int main() {
    run_and_check();
    time_is_up();
    pipeline();
    beyond_python();
}
