// The examples of docs/pipelines.md.
#include <subprocess.hpp>

#include <cctype>
#include <chrono>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace sp = subprocess;

void first() {
    // [first]
    using namespace std::chrono_literals;
    auto found = sp::run_pipeline({"seq", "1000"}, {"grep", "7"}, {"wc", "-l"}, sp::stdout_ = sp::PIPE,
                                  sp::check = true, sp::timeout = 1min);
    std::cout << std::stoi(found.stdout_) << " numbers with a 7\n";
    // [/first]
}

void failed() {
    // [failed]
    try {
        sp::run_pipeline({"cat", "/nonexistent"}, {"sort"}, sp::capture_output = true, sp::check = true);
    } catch (const sp::PipelineError& error) {
        std::cout << error.what() << '\n'; // Pipeline failed: command 0 ['cat', '/nonexistent'] returned 1
    }
    // [/failed]
}

void enough() {
    // [enough]
    auto some = sp::run_pipeline({"yes"}, {"head", "-n", "3"}, sp::stdout_ = sp::PIPE, sp::check = true);
    std::cout << "yes ended with " << some.returncodes[0] << '\n'; // -13: SIGPIPE, which is no failure here
    // [/enough]

    // [ok_codes]
    auto none = sp::run_pipeline({"seq", "9"}, sp::stage({"grep", "x"}, sp::ok_codes = {0, 1}), {"wc", "-l"},
                                 sp::stdout_ = sp::PIPE, sp::check = true);
    // [/ok_codes]
    std::cout << "grep returned " << none.returncodes[1] << '\n';
}

void stages() {
    // [stages]
    auto sorted = sp::run_pipeline(sp::stage({"ls", "bin"}, sp::cwd = "/usr"),
                                   sp::stage({"sort"}, sp::env = {sp::os_environ, {"LC_ALL", "C"}}),
                                   sp::stage({"head", "-n", "1"}, sp::stderr_ = sp::DEVNULL), sp::stdout_ = sp::PIPE);
    // [/stages]
    std::cout << "something in /usr/bin: " << !sorted.stdout_.empty() << '\n';
}

void functions() {
    // [functions]
    auto upper = [](std::string_view in, std::string& out) {
        for (const char c : in) // empty at the end
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    };
    auto loud = sp::run_pipeline({"echo", "hello"}, sp::through(upper), {"cat"}, sp::stdout_ = sp::PIPE);
    // [/functions]
    std::cout << loud.stdout_;
}

void ranges() {
    // [ranges]
    std::vector<sp::Stage> stages{{"printf", "c\\nb\\na\\nb\\n"}, {"sort"}};
    bool each_once = true;
    if (each_once)
        stages.push_back({"uniq"});
    sp::run_pipeline(stages, sp::stdout_ = sp::each_line([](std::string_view line) { std::cout << line << '\n'; }));
    // [/ranges]
}

int main() {
    first();
    failed();
    enough();
    stages();
    functions();
    ranges();
}
