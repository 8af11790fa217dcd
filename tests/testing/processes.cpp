// FakeProcesses: Popen, its streams, and how fakes end.
#include "process/abandoned.hpp"
#include "support/helpers.hpp"

#include <subprocess/testing.hpp>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

using namespace subprocess;
using namespace tests;

namespace {

constexpr bool is_windows =
#ifdef _WIN32
    true;
#else
    false;
#endif

constexpr int code_of(int signal) {
    return is_windows ? 1 : -signal;
}

} // namespace

TEST_CASE_METHOD(Census, "the streams of a Popen lead to its fake") {
    FakeProcesses fake;
    fake.on({"bc"}).answers([](std::string_view sum) { return sum == "1+1\n" ? "2\n" : "?\n"; });
    Popen bc({"bc"}, stdin_ = PIPE, stdout_ = PIPE);
    bc.stdin_.write("1+1\n");
    bc.stdin_.close();
    CHECK(bc.stdout_.readline() == "2\n");
    CHECK(bc.wait() == 0);
    CHECK(fake.calls().front().input == "1+1\n");
}

TEST_CASE_METHOD(Census, "a fake can answer line by line") {
    FakeProcesses fake;
    fake.on({"bc"}).prints("bc 1.07\n").answers_lines([](std::string_view line) {
        return std::string("<").append(line);
    });
    Popen bc({"bc"}, stdin_ = PIPE, stdout_ = PIPE);
    CHECK(bc.stdout_.readline() == "bc 1.07\n");
    for (const char* const line : {"1+1\n", "2+2\n"}) {
        bc.stdin_.write(line);
        bc.stdin_.flush();
        CHECK(bc.stdout_.readline() == std::string("<") + line);
    }
    bc.stdin_.write("a\nb\nend");
    CHECK(bc.communicate().stdout_ == "<a\n<b\n<end");
    CHECK(fake.calls().front().input == "1+1\n2+2\na\nb\nend");
}

TEST_CASE_METHOD(Census, "a fake has a number that no process has, and no handle") {
    FakeProcesses fake;
    fake.on({"true"});
    Popen first({"true"}), second({"true"});
    CHECK(first.pid > 1'000'000'000);
    CHECK(second.pid == first.pid + 1);
    CHECK(first.native_handle() == detail::no_handle);
    CHECK(first.poll() == 0);
}

TEST_CASE_METHOD(Census, "a fake takes any amount of input and prints any amount of output") {
    FakeProcesses fake;
    const std::string much(3'000'000, 'x');
    fake.on({"cat"}).answers([](std::string_view all) { return std::string(all); });
    fake.on({"yes"}).prints(much).prints_error(much);
    CHECK(run({"cat"}, input = much, capture_output = true).stdout_ == much);
    const CompletedProcess done = run({"yes"}, input = much, capture_output = true);
    CHECK(done.stdout_ == much);
    CHECK(done.stderr_ == much);
    CHECK(fake.calls()[1].input == much);
}

TEST_CASE_METHOD(Census, "the input that a fake has got is known while its Popen lives") {
    FakeProcesses fake;
    fake.on({"tee"});
    Popen tee({"tee"}, stdin_ = PIPE);
    tee.stdin_.write("one");
    tee.stdin_.flush();
    CHECK(fake.calls().front().input == "one");
    tee.communicate("two");
    CHECK(fake.calls().front().input == "onetwo");
}

TEST_CASE_METHOD(Census, "a fake reads a file of its caller only if its rule needs it") {
    FakeProcesses fake;
    fake.on({"true"});
    fake.on({"sort"}).expects_input("b\na\n");
    File source = open(file("input", "b\na\n"));
    CHECK(call({"true"}, stdin_ = source) == 0);
    CHECK(call({"sort"}, stdin_ = source) == 0);
    CHECK(fake.calls()[0].input == "");
    CHECK(fake.calls()[1].input == "b\na\n");
}

TEST_CASE_METHOD(Census, "an input that is not the expected one throws") {
    FakeProcesses fake;
    fake.on({"patch"}).expects_input("good").returns(1);
    CHECK(run({"patch"}, input = "good").returncode == 1);
    CHECK_THROWS_WITH(run({"patch"}, input = "bad"), "FakeProcesses: ['patch'] got the input 'bad', and not 'good'");
    CHECK(fake.unexpected() == std::vector<std::string>{"['patch'] got the input 'bad', and not 'good'"});
    CHECK_THROWS_AS(run({"patch"}), FakeError); // none is the empty one
}

TEST_CASE_METHOD(Census, "what an answering function throws leaves the call") {
    FakeProcesses fake;
    fake.on({"cat"}).answers([](std::string_view) -> std::string { throw std::runtime_error("no answer"); });
    CHECK_THROWS_WITH(run({"cat"}, input = "x"), "no answer");
    CHECK_THROWS_WITH(run({"cat"}, stdin_ = DEVNULL), "no answer");
}

TEST_CASE_METHOD(Census, "a fake can be killed by a signal") {
    FakeProcesses fake;
    fake.on({"crash"}).prints("so far").killed_by(11);
    const CompletedProcess done = run({"crash"}, capture_output = true);
    CHECK(done.stdout_ == "so far");
    CHECK(done.returncode == code_of(11));
}

TEST_CASE_METHOD(Census, "the output of a fake goes where the call sends it") {
    FakeProcesses fake;
    fake.on({"log"}).prints("out ").prints_error("err ");
    const std::string name = file("log", "before ").string();
    run({"log"}, stdout_ = append(name), stderr_ = STDOUT);
    std::ifstream log(name);
    CHECK(std::string(std::istreambuf_iterator<char>(log), {}) == "before out err ");
    CHECK(run({"log"}, stdout_ = PIPE, stderr_ = STDOUT).stdout_ == "out err ");
}

TEST_CASE_METHOD(Census, "a fake that outlives its scope has ended") {
    auto fake = std::make_unique<FakeProcesses>();
    fake->on({"server"}).hangs();
    Popen server({"server"}, stdin_ = PIPE, stdout_ = PIPE);
    CHECK(server.poll() == None);
    fake.reset();
    CHECK(server.wait() == code_of(9));
}

TEST_CASE_METHOD(Census, "a fake that was detached has ended after the scope") {
    {
        FakeProcesses fake;
        fake.on({"daemon"}).hangs();
        CHECK(Popen({"daemon"}).detach() > 1'000'000'000);
        CHECK(detail::abandoned_count() == 1);
    }
    cleanup();
    CHECK(detail::abandoned_count() == 0);
}
