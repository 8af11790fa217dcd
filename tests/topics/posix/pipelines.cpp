// What pipelines do with signals and descriptors.
#include "support/helpers.hpp"
#include "support/sinks.hpp"

#include <csignal>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a command that dies of SIGPIPE since the next one had enough has not failed") {
    const CompletedPipeline done =
        run_pipeline(child("flood", 1), child("cat"), child("read", 0, 1), stdout_ = PIPE, check = true);
    CHECK(done.returncodes == std::vector<int>{-SIGPIPE, -SIGPIPE, 0});
    CHECK(&done.check_returncodes() == &done);
    const auto fail = [] { run_pipeline(child("flood", 1), child("read", 0, 1, "exit", 2), check = true); };
    CHECK(thrown<PipelineError>(fail).failed == std::vector<std::size_t>{1});
}

TEST_CASE_METHOD(Census, "SIGPIPE of the last command is a failure, unless a sink had enough") {
    const auto enough = [](std::string_view) { return false; };
    const CompletedPipeline done =
        run_pipeline(child("flood", 1), child("cat"), stdout_ = each_chunk(enough), check = true);
    CHECK(done.returncodes == std::vector<int>{-SIGPIPE, -SIGPIPE});
    const auto fail = [] { run_pipeline(child("exit", 0), child("raise", SIGPIPE), check = true); };
    CHECK_THAT(text_of<PipelineError>(fail), EndsWith("died with SIGPIPE"));
}

TEST_CASE_METHOD(Census, "SIGPIPE among the ok_codes of the last command hides no other failure") {
    const auto enough = [](std::string_view) { return false; };
    const auto fail = [&] {
        run_pipeline(child("exit", 1), stage(child("flood", 1), ok_codes = {0, -SIGPIPE}), stdout_ = each_chunk(enough),
                     check = true);
    };
    CHECK(thrown<PipelineError>(fail).failed == std::vector<std::size_t>{0});
}

TEST_CASE_METHOD(Census, "commands are connected by pipes, and get no other descriptor") {
    const std::string seen = run_pipeline({"ls", "-l", "/proc/self/fd"}, {"cat"}, stdout_ = PIPE).stdout_;
    CHECK_THAT(seen, ContainsSubstring(" 1 -> pipe:"));
    CHECK_THAT(run_pipeline({"true"}, {"ls", "/proc/self/fd"}, stdout_ = PIPE).stdout_, StartsWith("0\n1\n2\n3\n"));
}

TEST_CASE_METHOD(Census,
                 "a command does not take for the whole what came before an exception in a function or a source") {
    Lines lines;
    const auto fail = [](std::string_view in, std::string& out) {
        out = "half\n";
        if (in.empty())
            throw Stopped();
    };
    const Options options = [] {
        Options asked;
        asked.grace = {{SIGCONT, 50ms}}; // asks nothing of a command that runs
        return asked;
    }();
    CHECK_THROWS_AS(
        run_pipeline(child("exit", 0), through(fail), child("cat", "to", 1, "end\n"), options, stdout_ = into(lines)),
        Stopped);
    const auto fail_at_once = []() -> std::string { throw Stopped(); };
    CHECK_THROWS_AS(run_pipeline(child("until", 0, "to", 1, "end\n"), child("cat"), options, stdin_ = fail_at_once,
                                 stdout_ = into(lines)),
                    Stopped);
    CHECK(lines == Lines{});
}

TEST_CASE_METHOD(Census, "the pipes between commands have the pipesize") {
    Gate gate;
    const auto open_gate = [&](std::string_view) { gate.open(); };
    constexpr int size = 1 << 17;
    run_pipeline(stage(child("repeat", 1, size, "x", "to", 2, "full"), stderr_ = each_chunk(open_gate)),
                 child("until", gate.native_handle(), "until", 0), pipesize = size, passing({gate.native_handle()}),
                 timeout = 30s, check = true);
}
