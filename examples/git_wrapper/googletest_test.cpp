// The tests of Git in GoogleTest. None of them starts a process or takes time; git need not be installed.
#include "git.hpp"

#include <subprocess/testing.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <stdexcept>

namespace sp = subprocess;

// [fixture]
class GitTest : public testing::Test {
protected:
    void TearDown() override {
        EXPECT_TRUE(fake.unused().empty());
        EXPECT_TRUE(fake.unexpected().empty());
    }

    sp::FakeProcesses fake;
    Git git{"/project"};
};

TEST_F(GitTest, TheBranchIsWhatGitPrints) {
    fake.on({"git", "branch", "--show-current"}).prints("main\n");
    EXPECT_EQ(git.branch(), "main");
    EXPECT_EQ(fake.calls().front().cwd, "/project");
}
// [/fixture]

TEST_F(GitTest, WithoutGitThereIsAMessage) {
    fake.on({"git", sp::any_words}).fails_to_start(ENOENT);
    EXPECT_THROW(git.branch(), std::runtime_error);
}

TEST_F(GitTest, TheChangedFilesAreReadLineByLine) {
    fake.on({"git", "status", "--short"}).prints(" M README.md\n?? notes.txt\n");
    EXPECT_EQ(git.changed_files(), (std::vector<std::string>{"README.md", "notes.txt"}));
}

TEST_F(GitTest, TheMessageGoesToItsStdin) {
    fake.on({"git", "commit", sp::any_words}).expects_input("A message\n");
    EXPECT_TRUE(git.commit("A message\n"));
}

TEST_F(GitTest, APushIsTriedTwice) {
    fake.on({"git", "push"}).hangs().then().returns(0);
    git.push();
    EXPECT_EQ(fake.calls().size(), 2u);
}
