// The examples of docs/no_exceptions.md. This file is compiled with -fno-exceptions -fno-rtti.
#include <subprocess.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace sp = subprocess;
using namespace std::chrono_literals;

// [try_run]
/// \return the output, or an empty text after a complaint
std::string ask(sp::Args command) {
    const auto result = sp::try_run(std::move(command), sp::capture_output = true, sp::check = true, sp::timeout = 1s);
    if (result)
        return result->stdout_;

    const sp::Failure& failure = result.error();
    if (failure.code() == std::errc::no_such_file_or_directory)
        std::puts("it is not installed");
    else if (failure.kind == sp::Failure::Kind::timeout)
        std::puts("it took too long and was killed");
    else if (failure.kind == sp::Failure::Kind::called_process)
        std::printf("it returned %d and said: %s", failure.returncode.value_or(0), failure.stderr_->c_str());
    else
        std::puts(failure.what());
    return "";
}
// [/try_run]

void fall_back() {
    // [value_or]
    std::string branch = sp::try_check_output({"git-is-not-here", "branch"}).value_or("unknown");
    // [/value_or]
    std::printf("on branch %s\n", branch.c_str());
}

// [and_then]
sp::Result<int> count_lines(const sp::CompletedProcess& done) {
    return static_cast<int>(done.stdout_.split("\n").size() - 1);
}

sp::Result<int> lines_of(const char* command) {
    return sp::try_run({"sh", "-c", command}, sp::stdout_ = sp::PIPE, sp::check = true).and_then(count_lines);
}
// [/and_then]

// [popen]
sp::Result<std::string> sorted(std::string_view words) {
    auto started = sp::Popen::try_start({"sort"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    if (!started)
        return std::move(started).error();
    auto outputs = started->try_communicate(words, sp::timeout = 1min);
    if (!outputs)
        return std::move(outputs).error(); // the destructor of the Popen waits for the child
    return std::string(outputs->stdout_);
}
// [/popen]

int main() {
    std::fputs(ask({"echo", "an answer"}).c_str(), stdout);
    ask({"no-such-program"});
    ask({"sleep", "60"});
    ask({"sh", "-c", "echo sorry >&2; exit 3"});
    fall_back();
    std::printf("%d lines\n", lines_of("echo a; echo b").value_or(-1));
    std::fputs(sorted("b\na\n").value_or("").c_str(), stdout);
}
