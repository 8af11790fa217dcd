// The tests of Git in Catch2. None of them starts a process or takes time; git need not be installed.
#define CATCH_CONFIG_MAIN
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include "git.hpp"

#include <subprocess/testing.hpp>

#include <cerrno>
#include <stdexcept>

namespace sp = subprocess;

// [first]
TEST_CASE("the branch is what git prints, without the end of the line") {
    sp::FakeProcesses fake;
    fake.on({"git", "branch", "--show-current"}).prints("main\n");
    CHECK(Git("/project").branch() == "main");
    CHECK(fake.calls().front().cwd == "/project");
}
// [/first]

// [start]
TEST_CASE("without git there is a message that says so") {
    sp::FakeProcesses fake;
    fake.on({"git", sp::any_words}).fails_to_start(ENOENT);
    CHECK_THROWS_WITH(Git("/project").branch(), "git is not installed");
}
// [/start]

TEST_CASE("the changed files are read line by line") {
    sp::FakeProcesses fake;
    fake.on({"git", "status", "--short"}).prints(" M README.md\n?? notes.txt\n");
    CHECK(Git(".").changed_files() == std::vector<std::string>{"README.md", "notes.txt"});
}

// [input]
TEST_CASE("the message goes to git's stdin") {
    sp::FakeProcesses fake;
    fake.on({"git", "commit", sp::any_words}).expects_input("A message\n");
    CHECK(Git(".").commit("A message\n"));
}
// [/input]

TEST_CASE("an empty commit is no error, and a failure is one") {
    sp::FakeProcesses fake;
    fake.on({"git", "commit", sp::any_words}).returns(1).then().returns(128);
    CHECK_FALSE(Git(".").commit("A message"));
    CHECK_THROWS_AS(Git(".").commit("A message"), std::runtime_error);
}

// [hangs]
TEST_CASE("a push is tried twice") {
    sp::FakeProcesses fake;
    fake.on({"git", "push"}).hangs().then().returns(0);
    Git(".").push(); // takes no minute
    CHECK(fake.calls().size() == 2);
}
// [/hangs]

TEST_CASE("a push is not tried three times") {
    sp::FakeProcesses fake;
    fake.on({"git", "push"}).hangs();
    CHECK_THROWS_WITH(Git(".").push(), "the server does not answer");
    CHECK(fake.calls().size() == 2);
}
