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

TEST_CASE_METHOD(Census, "commands are connected by pipes, and get no other descriptor") {
    const std::string seen = run_pipeline({"ls", "-l", "/proc/self/fd"}, {"cat"}, stdout_ = PIPE).stdout_;
    CHECK_THAT(seen, ContainsSubstring(" 1 -> pipe:"));
    CHECK_THAT(run_pipeline({"true"}, {"ls", "/proc/self/fd"}, stdout_ = PIPE).stdout_, StartsWith("0\n1\n2\n3\n"));
}
