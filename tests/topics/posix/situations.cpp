// The table of situations in docs/trees.md: what becomes of a process that a program has started, when the program is
// ended. Each test plays one row.
#include "support/posix/situations.hpp"
#include "support/posix/another_user.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__)

#include <csignal>
#include <optional>
#include <sstream>
#include <string>
#include <thread>

#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

std::string stat_of(int pid, int field) {
    std::istringstream stat(content_of("/proc/" + word(pid) + "/stat"));
    std::string value;
    while (field-- > 0)
        stat >> value;
    return value;
}

void await_stopped(int pid) {
    constexpr int state = 3;
    while (stat_of(pid, state) != "T")
        std::this_thread::yield();
}

} // namespace

TEST_CASE_METHOD(TableRow, "situation: ignores SIGTERM", "[tree]") {
    play("ignores SIGTERM", [](const Column& column) { return end_of(column, beside("ignore", SIGTERM)); });
}

TEST_CASE_METHOD(TableRow, "situation: has lost its parent", "[tree]") {
    play("has lost its parent", [](const Column& column) {
        return end_of(column, child("fork", "fork", "ids", "until", 0, "to", 1, "lived", "parent", "exit", 0, "parent",
                                    "until", 0));
    });
}

TEST_CASE_METHOD(TableRow, "situation: has called setsid", "[tree]") {
    play("has called setsid", [](const Column& column) { return end_of(column, beside("session")); });
}

TEST_CASE_METHOD(TableRow, "situation: has done both, as daemons do", "[tree]") {
    play("has done both, as daemons do", [](const Column& column) { return end_of(column, beside("daemon")); });
}

TEST_CASE_METHOD(TableRow, "situation: is stopped", "[tree]") {
    play("is stopped", [](const Column& column) {
        Scene stage;
        Popen process = stage.start(
            column, child("fork", "ids", "raise", SIGSTOP, "until", 0, "to", 1, "lived", "parent", "until", 0));
        const int member = stage.member();
        await_stopped(member);
        column.end(process);
        stage.gate.open();
        ::kill(member, SIGCONT);
        return stage.rest();
    });
}

TEST_CASE_METHOD(TableRow, "situation: is traced by another one", "[tree][beyond-qemu]") {
    play("is traced by another one", [](const Column& column) { return end_of(column, beside("trace")); });
}

TEST_CASE_METHOD(TableRow, "situation: holds a pipe when the program has ended", "[tree]") {
    play("holds a pipe when the program has ended", [](const Column& column) {
        Scene stage;
        Popen process = stage.start(column, child("fork", "ids", "until", 0, "to", 1, "lived", "parent", "exit", 3));
        stage.member();
        column.is_tree ? static_cast<void>(process.wait()) : await_end(process);
        column.end(process);
        CHECK(process.returncode == 3);
        return stage.outcome();
    });
}

TEST_CASE_METHOD(TableRow, "situation: multiplies in new sessions", "[tree]") {
    play("multiplies in new sessions", [](const Column& column) {
        return end_of(
            column, child("fork", "session", "many", 5, "ids", "multiply", 0, "to", 1, "lived", "parent", "until", 0));
    });
}

// As a user who may not kill the processes of others.
TEST_CASE_METHOD(TableRow, "situation: has become another user", "[tree]") {
    if (::getuid() != 0)
        TESTS_SKIP("only root can change users");
    play("has become another user", [](const Column& column) {
        std::optional<ControlGroup> ours;
        if (column.group != nullptr)
            ours.emplace(column.group->folder());
        return in_fork([&] {
            if (ours) { // whoever is to start processes in a group must own one that we both are in
                column.group->give_to(nobody);
                ours->enter();
            }
            become_user_who_may_change();
            Scene stage;
            Popen process = stage.start(column, beside("user", 0));
            const std::string name = "process " + word(stage.member()) + " of the tree";
            try {
                column.end(process);
                return stage.outcome();
            } catch (const PermissionError& error) {
                process.detach();
                return stage.outcome() == "left" && error.filename == name ? "named" : std::string(error.what());
            }
        });
    });
}

TEST_CASE_METHOD(TableRow, "situation: is there when our process is killed", "[tree]") {
    const std::string row = "is there when our process is killed";
    play(row, [&](const Column& column) {
        Scene stage;
        in_fork([&] {
            Popen process = stage.start(column, beside("daemon"));
            stage.member();
            ::raise(SIGKILL);
            return "";
        });
        const bool is_left = page_says(row, column.name) == "left";
        return is_left ? stage.outcome() : stage.rest(); // there is nobody to wait for the end of all
    });
}

TEST_CASE_METHOD(TableRow, "situation: is there when the thread that started it ends", "[tree]") {
    play("is there when the thread that started it ends", [](const Column& column) {
        Scene stage;
        std::optional<Popen> process;
        std::thread([&] { process.emplace(stage.start(column, beside())); }).join();
        stage.member();
        const bool lives = process->poll() == None;
        const std::string outcome = column.is_tree ? "left" : stage.outcome();
        column.end(*process);
        return lives ? outcome : "the program has ended";
    });
}

TEST_CASE_METHOD(TableRow, "situation: is a daemon when the supervisor is killed", "[tree]") {
    if (!supervised)
        return;
    const std::string row = "is a daemon when the supervisor is killed";
    leave_out_all_but_trees();
    play(row, [&](const Column& column) {
        Scene stage;
        {
            constexpr int parent = 4;
            Popen process = stage.start(column, beside("daemon"));
            stage.member();
            ::kill(std::stoi(stat_of(process.pid, parent)), SIGKILL);
            CHECK_THROWS_AS(process.wait(), SubprocessError);
        }
        return stage.outcome();
    });
}

#endif
