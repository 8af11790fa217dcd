// FakeProcesses: which rule answers a command, and what a test can ask afterwards.
#include "support/helpers.hpp"

#include <subprocess/testing.hpp>

#include <cerrno>
#include <csignal>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a fake prints and returns what its rule says") {
    FakeProcesses fake;
    fake.on({"git", "status"}).prints("clean\n").prints_error("a hint\n").returns(3);
    const CompletedProcess done = run({"git", "status"}, capture_output = true);
    CHECK(done.stdout_ == "clean\n");
    CHECK(done.stderr_ == "a hint\n");
    CHECK(done.returncode == 3);
    CHECK(done.args == std::vector<std::string>{"git", "status"});
    CHECK(children().empty());
}

TEST_CASE_METHOD(Census, "without more a fake prints nothing and returns 0") {
    FakeProcesses fake;
    fake.on({"true"});
    const CompletedProcess done = run({"true"}, capture_output = true, check = true);
    CHECK(done.stdout_ == "");
    CHECK(done.stderr_ == "");
}

TEST_CASE_METHOD(Census, "all functions that run a command get the fake") {
    FakeProcesses fake;
    fake.on({"hello"}).prints("hello\n");
    fake.on({"false"}).returns(1);
    fake.on("echo $HOME").prints("/home/me\n");
    CHECK(check_output({"hello"}) == "hello\n");
    CHECK(call({"false"}) == 1);
    CHECK_THROWS_AS(check_call({"false"}), CalledProcessError);
    CHECK(getoutput("echo $HOME") == "/home/me");
    CHECK(run({"hello"}, stdout_ = DEVNULL).returncode == 0);
}

TEST_CASE_METHOD(Census, "a command without a rule throws and names the nearest") {
    FakeProcesses fake;
    fake.on({"git", "status", "--short"});
    fake.on({"make"});
    CHECK_THROWS_WITH(run({"git", "stauts"}),
                      "FakeProcesses: no rule for ['git', 'stauts']; the nearest is ['git', 'status', '--short']");
    CHECK(fake.unexpected() == std::vector<std::string>{"no rule for ['git', 'stauts']; the nearest is ['git', "
                                                        "'status', '--short']"});
    CHECK(fake.calls().empty());
}

TEST_CASE_METHOD(Census, "without any rule there is no nearest") {
    FakeProcesses fake;
    CHECK_THROWS_WITH(Popen({"ls"}), "FakeProcesses: no rule for ['ls']");
}

TEST_CASE_METHOD(Census, "any_word stands for one word and any_words for the rest") {
    FakeProcesses fake;
    fake.on({"git", any_words}).returns(1);
    fake.on({"git", "checkout", any_word}).returns(2);
    CHECK(call({"git"}) == 1);
    CHECK(call({"git", "log", "-1"}) == 1);
    CHECK(call({"git", "checkout", "main"}) == 2);
    CHECK(call({"git", "checkout", "-b", "main"}) == 1);
    CHECK_THROWS_AS(fake.on({"git", any_words, "main"}), ValueError);
}

TEST_CASE_METHOD(Census, "a rule may be a list, a command, a string or a function") {
    FakeProcesses fake;
    const std::vector<std::string> list{"make", "all"};
    fake.on(list).returns(1);
    fake.on(Command{"make", "clean"}).returns(2);
    fake.on("make").returns(3);
    fake.on([](const FakeCall& call) { return call.cwd == "/src"; }).returns(4);
    CHECK(call(list) == 1);
    CHECK(call({"make", "clean"}) == 2);
    CHECK(call("make") == 3);
    CHECK_THROWS_AS(call({"make"}), FakeError); // as a list it is another command
    CHECK(call({"ls"}, cwd = "/src") == 4);
}

TEST_CASE_METHOD(Census, "the last of several rules answers, as often as it may") {
    FakeProcesses fake;
    fake.on({"date"}).prints("monday");
    fake.on({"date"}).prints("tuesday").once();
    CHECK(check_output({"date"}) == "tuesday");
    CHECK(check_output({"date"}) == "monday");
}

TEST_CASE_METHOD(Census, "the answers of a rule come one after the other and the last again and again") {
    FakeProcesses fake;
    fake.on({"poll"}).returns(1).then().returns(2).then().prints("ready").returns(0);
    CHECK(call({"poll"}) == 1);
    CHECK(call({"poll"}) == 2);
    CHECK(check_output({"poll"}) == "ready");
    CHECK(check_output({"poll"}) == "ready");
}

TEST_CASE_METHOD(Census, "commands can be kept in order") {
    FakeProcesses fake;
    fake.in_order();
    fake.on({"git", "add", "."});
    fake.on({"git", "commit"});
    CHECK_THROWS_WITH(call({"git", "commit"}), ContainsSubstring("the order is kept"));
    call({"git", "add", "."});
    call({"git", "add", "."});
    call({"git", "commit"});
    CHECK_THROWS_AS(call({"git", "add", "."}), FakeError);
}

TEST_CASE_METHOD(Census, "rules that were not used are listed") {
    FakeProcesses fake;
    fake.on({"git", "push", any_word});
    fake.on("ls | wc");
    fake.on({"true"});
    call({"true"});
    CHECK(fake.unused() == std::vector<std::string>{"['git', 'push', any_word]", "'ls | wc'"});
}

TEST_CASE_METHOD(Census, "calls tell how each command was started and what it got") {
    FakeProcesses fake;
    fake.on({"sort"});
    fake.on("ls");
    run({"sort"}, input = "b\na\n", cwd = "/no/such/folder", env = {{"LANG", "C"}});
    run("ls", shell = true);
    const std::vector<FakeCall> calls = fake.calls();
    REQUIRE(calls.size() == 2);
    CHECK(calls[0].command == std::vector<std::string>{"sort"});
    CHECK(calls[0].cwd == "/no/such/folder");
    CHECK(calls[0].env == std::vector<std::string>{"LANG=C"});
    CHECK(calls[0].input == "b\na\n");
    CHECK(calls[0].returncode == 0);
    CHECK_FALSE(calls[0].shell);
    CHECK(calls[1].command == "ls");
    CHECK(calls[1].shell);
    CHECK_FALSE(calls[1].cwd.has_value());
    CHECK_FALSE(calls[1].env.has_value());
}

TEST_CASE_METHOD(Census, "a fake that fails to start throws the exception of its error") {
    FakeProcesses fake;
    fake.on({"nope"}).fails_to_start(ENOENT);
    fake.on({"secret"}).fails_to_start(EACCES).then().returns(0);
    CHECK_THROWS_AS(run({"nope"}), FileNotFoundError);
    CHECK_THROWS_WITH(run({"nope"}), EndsWith("'nope'"));
    CHECK_THROWS_AS(run({"secret"}), PermissionError);
    CHECK(run({"secret"}).returncode == 0);
    CHECK_THROWS_AS(fake.on({"x"}).fails_to_start(0), ValueError);
    CHECK_FALSE(fake.calls().front().returncode.has_value());
}

TEST_CASE_METHOD(Census, "there is one FakeProcesses at a time") {
    {
        FakeProcesses fake;
        CHECK_THROWS_AS(FakeProcesses(), ValueError);
        fake.on({"nothing-of-this-name"});
        CHECK(call({"nothing-of-this-name"}) == 0);
    }
    CHECK_THROWS_AS(call({"nothing-of-this-name"}), FileNotFoundError);
    FakeProcesses another;
}
