// FakeProcesses: pipelines, run_all(), calls in steps, sinks and sources.
#include "support/helpers.hpp"

#include <subprocess/communication.hpp>
#include <subprocess/testing.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <sstream>
#include <thread>

using namespace subprocess;
using namespace tests;
using namespace std::chrono_literals;

namespace {

std::string upper(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::toupper(c); });
    return result;
}

template <class Call> void step_to_the_end(Call& call) {
    while (!call.step())
        std::this_thread::yield();
}

} // namespace

TEST_CASE_METHOD(Census, "the fakes of a pipeline are connected") {
    FakeProcesses fake;
    const std::string much(1'000'000, 'x');
    fake.on({"cat"}).answers([](std::string_view all) { return std::string(all); });
    fake.on({"tr", "a-z", "A-Z"}).answers(upper);
    fake.on({"wc", "-c"}).answers([](std::string_view all) { return std::to_string(all.size()); });
    const CompletedPipeline done =
        run_pipeline({"cat"}, {"tr", "a-z", "A-Z"}, {"wc", "-c"}, input = much, capture_output = true);
    CHECK(done.stdout_ == "1000000");
    CHECK(done.returncodes == std::vector<int>{0, 0, 0});
    CHECK(fake.calls()[2].input == upper(much));
}

TEST_CASE_METHOD(Census, "a pipeline of fakes fails and hangs as its commands do") {
    FakeProcesses fake;
    fake.on({"first"}).prints("x").returns(3);
    fake.on({"last"});
    fake.on({"slow"}).hangs();
    CHECK_THROWS_AS(run_pipeline({"first"}, {"last"}, check = true), PipelineError);
    CHECK_THROWS_AS(run_pipeline({"slow"}, {"last"}, timeout = 1h), TimeoutExpired);
    CHECK_THROWS_AS(run_pipeline({"slow"}, {"slow"}, timeout = 1h, drain = 1h), TimeoutExpired);
    CHECK_THROWS_AS(run_pipeline({"slow"}, {"last"}), FakeError);
    CHECK_THROWS_AS(run_pipeline({"first"}, {"unknown"}), FakeError);
}

TEST_CASE_METHOD(Census, "run_all runs fakes") {
    FakeProcesses fake;
    fake.on({"convert", any_word}).prints("done\n");
    fake.on({"convert", "3"}).returns(3);
    fake.on({"convert", "4"}).hangs();
    fake.on({"convert", "5"}).fails_to_start(2);
    const std::vector<std::vector<std::string>> commands{
        {"convert", "1"}, {"convert", "2"}, {"convert", "3"}, {"convert", "4"}, {"convert", "5"}};
    const auto results = run_all(commands, capture_output = true, timeout = 1h, keep_going = true);
    REQUIRE(results.size() == 5);
    CHECK(results[0].value().stdout_ == "done\n");
    CHECK(results[2].value().returncode == 3);
    CHECK_THROWS_AS(results[3].value(), TimeoutExpired);
    CHECK_THROWS_AS(results[4].value(), FileNotFoundError);
}

TEST_CASE_METHOD(Census, "calls in steps run fakes, and their limits pass at once") {
    FakeProcesses fake;
    fake.on({"cat"}).answers(upper);
    fake.on({"slow"}).prints("so far").hangs().ignores(15);
    Running cat({"cat"}, input = "text", capture_output = true);
    step_to_the_end(cat);
    CHECK(cat.result().stdout_ == "TEXT");
    Running slow({"slow"}, capture_output = true, timeout = 1h, grace = 1h);
    step_to_the_end(slow);
    CHECK_THROWS_AS(slow.result(), TimeoutExpired);
    CHECK(fake.calls().back().signal_numbers == std::vector<int>{15, 9});
}

TEST_CASE_METHOD(Census, "sinks and sources serve fakes") {
    FakeProcesses fake;
    fake.on({"sort"}).answers(upper).prints_error("warning\n");
    std::vector<std::string> lines;
    std::string errors_of_sort;
    std::istringstream unsorted("b\na\n");
    run({"sort"}, stdin_ = from(unsorted),
        stdout_ = each_line([&](std::string_view line) { lines.emplace_back(line); }),
        stderr_ = each_chunk([&](std::string_view chunk) { errors_of_sort += chunk; }));
    CHECK(lines == std::vector<std::string>{"B", "A"});
    CHECK(errors_of_sort == "warning\n");
}

TEST_CASE_METHOD(Census, "a set and wait_any find the fake that has ended") {
    FakeProcesses fake;
    fake.on({"slow"}).hangs();
    fake.on({"fast"}).returns(4);
    Popen slow({"slow"}), fast({"fast"});
    PopenSet set;
    set.add(slow);
    set.add(fast);
    CHECK(&set.wait_any() == &fast);
    CHECK_THROWS_AS(set.wait_any(timeout = 1h), TimeoutExpired);
    slow.kill();
    CHECK(&set.wait_any() == &slow);
}
