// The snippets of docs/testing.md. Only the recording starts a process.
#include <subprocess.hpp>
#include <subprocess/testing.hpp>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>

namespace sp = subprocess;
using namespace std::chrono_literals;

namespace {

void answer() {
    // [answer]
    sp::FakeProcesses fake;
    fake.on({"git", "status"}).prints("clean\n").returns(0);
    std::cout << sp::check_output({"git", "status"});
    // [/answer]
    // [strict]
    try {
        sp::run({"git", "stauts"});
    } catch (const sp::FakeError& error) {
        std::cout << error.what() << '\n';
    }
    // [/strict]
}

void wildcards() {
    // [wildcards]
    sp::FakeProcesses fake;
    fake.on({"git", sp::any_words}).returns(128);                      // any command of git, but
    fake.on({"git", "checkout", sp::any_word}).returns(0);             // this one
    fake.on("ls | wc -l").prints("7\n");                               // a line for the shell
    fake.on([](const sp::FakeCall& call) { return call.cwd == "/"; }); // whatever runs in that folder
    // [/wildcards]
    std::cout << sp::call({"git", "checkout", "main"}) << sp::getoutput("ls | wc -l") << '\n';
}

void turns() {
    // [turns]
    sp::FakeProcesses fake;
    fake.on({"pg_isready"}).returns(2).then().returns(2).then().returns(0);
    int attempts = 1;
    while (sp::call({"pg_isready"}) != 0)
        ++attempts;
    std::cout << attempts << " attempts\n";
    // [/turns]
}

void conversation() {
    // [answers]
    sp::FakeProcesses fake;
    fake.on({"sort"}).answers([](std::string_view input) { return input == "b\na\n" ? "a\nb\n" : "?"; });
    std::cout << sp::run({"sort"}, sp::input = "b\na\n", sp::stdout_ = sp::PIPE).stdout_;
    std::cout << fake.calls().front().input.size() << " bytes of input\n";

    fake.on({"bc"}).answers_lines([](std::string_view sum) { return sum == "1+1\n" ? "2\n" : "syntax error\n"; });
    sp::Popen bc({"bc"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    bc.stdin_.write("1+1\n");
    bc.stdin_.flush();
    std::cout << bc.stdout_.readline();
    // [/answers]
}

void limits() {
    // [limits]
    sp::FakeProcesses fake;
    fake.on({"server"}).prints("starting\n").hangs().ignores(15); // SIGTERM
    try {
        sp::run({"server"}, sp::capture_output = true, sp::timeout = 24h, sp::grace = 1h);
    } catch (const sp::TimeoutExpired& late) {
        std::cout << late.what() << ", after it wrote " << late.stdout_; // at once
    }
    // [/limits]
}

// [record]
/// With `update` it runs the real programs and writes down what they do; else it runs none.
std::string greeting(const std::string& file, bool update) {
    if (update) {
        const sp::Recording recording(file);
        return sp::getoutput("echo hello");
    }
    sp::FakeProcesses fake;
    fake.replay(file);
    return sp::getoutput("echo hello");
}
// [/record]

} // namespace

int main() {
    answer();
    wildcards();
    turns();
    conversation();
    limits();
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "example_testing.recording";
    const std::string real = greeting(file.string(), true);
    std::cout << real << ", and again: " << greeting(file.string(), false) << '\n';
    std::filesystem::remove(file);
}
