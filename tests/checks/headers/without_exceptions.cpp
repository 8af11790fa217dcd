// A program without exceptions and run-time type information that runs commands of which some fail.
#include <subprocess.hpp>

#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace sp = subprocess;
using Kind = sp::Failure::Kind;

namespace {

bool all_is_well = true;

void expect(const char* what, bool is_met) {
    if (!is_met)
        std::printf("not met: %s\n", what);
    all_is_well = all_is_well && is_met;
}

void run_one() {
    const auto good = sp::try_run({CHILD_PROGRAM, "to", "1", "out"}, sp::capture_output = true);
    expect("a result has the output", good.has_value() && good->stdout_ == "out");
    const auto missing = sp::try_run({"/nonexistent"});
    expect("a missing program", missing.error().code() == std::errc::no_such_file_or_directory);
    const auto [reader, writer] = sp::pipe(); // nobody writes
    const auto late = sp::try_run({CHILD_PROGRAM, "cat"}, sp::stdin_ = reader, sp::timeout = 0.02);
    expect("a timeout", late.error().kind == Kind::timeout && late.error().code() == std::errc::timed_out);
    const auto failed = sp::try_check_output({CHILD_PROGRAM, "to", "1", "out", "exit", "3"});
    expect("a failed check", failed.error().returncode == 3 && failed.error().stdout_ == "out");
    expect("another value", failed.value_or("other") == "other");
}

/// What the library throws passes by functions of this file that it has called.
void pass_wrong_arguments() {
    const char* const null = nullptr;
    const std::vector<const char*> words = {CHILD_PROGRAM, null, "exit", "0"};
    expect("a null pointer as a word", sp::try_run(words).error().kind == Kind::value_error);
    const std::vector<std::pair<const char*, const char*>> variables = {{"A", null}};
    expect("a null pointer as a value", sp::try_run({"x"}, sp::env = variables).error().kind == Kind::value_error);
    const std::vector<sp::Stage> one = {{CHILD_PROGRAM, "exit", "0"}};
    expect("a pipeline of one stage", sp::try_run_pipeline(one).error().kind == Kind::value_error);
}

void use_popen() {
    expect("a start that fails", !sp::Popen::try_start({"/nonexistent"}, sp::stdout_ = sp::PIPE));
    auto started =
        sp::Popen::try_start({CHILD_PROGRAM, "cat", "exit", "3"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    if (!started)
        return expect("a start", false);
    sp::Popen& process = *started;
    expect("a wait that is too short", process.try_wait(0).error().kind == Kind::timeout);
    const auto outputs = process.try_communicate("in");
    expect("the output of a Popen", outputs.has_value() && outputs->stdout_ == "in");
    expect("the code of a Popen", process.try_wait().value_or(-1) == 3);
}

void use_many() {
    std::string lines;
    const auto sink = sp::each_line([&](std::string_view line) { lines += line; });
    expect("a sink", sp::try_call({CHILD_PROGRAM, "to", "1", "line\n"}, sp::stdout_ = sink).value_or(-1) == 0);
    expect("what a sink got", lines == "line");
    const auto piped =
        sp::try_run_pipeline({CHILD_PROGRAM, "to", "1", "out"}, {CHILD_PROGRAM, "cat"}, sp::capture_output = true);
    expect("a pipeline", piped.has_value() && piped->stdout_ == "out");
    const auto results = sp::run_all({{CHILD_PROGRAM, "exit", "0"}, {"/nonexistent"}, {CHILD_PROGRAM, "exit", "3"}},
                                     sp::keep_going = true, sp::check = true);
    expect("the good one of many", results[0].has_value() && results[0]->returncode == 0);
    expect("the missing one of many", results[1].error().code() == std::errc::no_such_file_or_directory);
    expect("the failed one of many", results[2].error().returncode == 3);
}

} // namespace

int main() {
    run_one();
    pass_wrong_arguments();
    use_popen();
    use_many();
    return all_is_well ? 0 : 1;
}
