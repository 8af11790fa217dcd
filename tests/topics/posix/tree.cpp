// Trees: a program and all that it starts. Each test that can runs with every kind of supervisor.
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#include <csignal>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

// What it does for the program ----------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryTree, "the program of a tree is an ordinary child to its caller", "[tree]") {
    INFO(name());
    const CompletedProcess done =
        run(child("cat", "to", 2, "err", "exit", 5), subprocess::tree = true, input = "in", capture_output = true);
    CHECK(*done.stdout_ == "in");
    CHECK(*done.stderr_ == "err");
    CHECK(done.returncode == 5);
    CHECK(done.left_behind == 0);
    CHECK(call(child("raise", SIGKILL), subprocess::tree = true) == -SIGKILL);
    CHECK(check_output(child("ids"), subprocess::tree = true) != "");
}

TEST_CASE_METHOD(EveryTree, "the program of a tree has our session, group and folder", "[tree]") {
    INFO(name());
    Popen process(child("ids", "cwd"), subprocess::tree = true, stdout_ = PIPE);
    std::istringstream ids(*process.communicate().stdout_);
    int pid = 0, parent = 0, group = 0, session = 0;
    std::string folder;
    ids >> pid >> parent >> group >> session >> folder;
    CHECK(pid == process.pid);
    CHECK(session == ::getsid(0));
    CHECK(group == (supervised ? ::getpgrp() : pid));
    CHECK(folder == std::filesystem::current_path());
}

TEST_CASE_METHOD(EveryTree, "a tree takes the keywords of a child", "[tree]") {
    INFO(name());
    const Pipe pipe;
    const std::string path = (folder() / "fds").string();
    CHECK(call(child("fds", path), subprocess::tree = true, cwd = folder(), umask_ = 022,
               pass_fds = {pipe.writer.get()}, start_new_session = true) == 0);
    CHECK(content_of(path).find(std::string("\n").append(word(pipe.writer.get())).append(" ")) != std::string::npos);
    CHECK(check_output(child("umask"), subprocess::tree = true, umask_ = 027) == word(027));
    if (::getuid() == 0) {
        const CompletedProcess done =
            run(child("users"), subprocess::tree = true, user_ = 65534, extra_groups = {7}, capture_output = true);
        CHECK(done.stdout_->substr(0, 12) == "65534 65534 ");
        CHECK(done.stdout_->substr(done.stdout_->size() - 3) == ": 7");
    }
}

TEST_CASE_METHOD(EveryTree, "the program of a tree inherits signals as every child does", "[tree]") {
    INFO(name());
    const std::string plain = in_fork([] {
        std::signal(SIGCHLD, SIG_IGN);
        return *run(child("signals"), stdout_ = PIPE).stdout_;
    });
    const std::string in_tree = in_fork([] {
        std::signal(SIGCHLD, SIG_IGN);
        CompletedProcess done = run(child("signals", "exit", 3), subprocess::tree = true, stdout_ = PIPE);
        const int expected = supervised ? 3 : 0; // without a supervisor the kernel reaps the program
        return done.returncode == expected ? *done.stdout_ : "status lost";
    });
    CHECK(in_tree == plain);
}

TEST_CASE_METHOD(EveryTree, "preexec_fn runs in the program of a tree", "[tree]") {
    INFO(name());
    CHECK(check_output(
              child("umask"), subprocess::tree = true, preexec_fn = [] { ::umask(031); }) == word(031));
    const auto fail = [] { throw 1; };
    CHECK(text_of<SubprocessError>([&] { run(child("exit", 0), subprocess::tree = true, preexec_fn = fail); }) ==
          "Exception occurred in preexec_fn.");
}

TEST_CASE_METHOD(EveryTree, "a tree that cannot start leaves nothing, and names what failed", "[tree]") {
    INFO(name());
    CHECK(thrown<FileNotFoundError>([] { start({"/nonexistent"}, subprocess::tree = true); }).filename ==
          "/nonexistent");
    CHECK(thrown<FileNotFoundError>([] {
              start(child("exit", 0), subprocess::tree = true, cwd = "/nonexistent");
          }).filename == "/nonexistent");
}

TEST_CASE_METHOD(EveryTree, "a tree starts while the standard streams are closed", "[tree]") {
    INFO(name());
    const std::string path = (folder() / "fds").string();
    CHECK(in_fork([&] {
              for (const int fd : {0, 1, 2})
                  ::close(fd);
              return word(call(child("fds", path), subprocess::tree = true));
          }) == "0");
    CHECK(content_of(path) == "");
}

// What it does to the others ------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryTree, "what a program has left behind ends with the call", "[tree]") {
    INFO(name());
    LifeLine line;
    const Gate gate;
    const CompletedProcess done = run(child("fork", "until", 0, "parent", "exit", 3), subprocess::tree = true,
                                      stdin_ = gate, capture_output = true, pass_fds = {line.native_handle()});
    line.given();
    CHECK_FALSE(line.alive());
    CHECK(done.returncode == 3);
    CHECK(done.left_behind == 1);
}

TEST_CASE_METHOD(EveryTree, "a timeout ends the whole tree", "[tree]") {
    INFO(name());
    LifeLine line;
    const Gate gate;
    thrown<TimeoutExpired>([&] {
        run(child("fork", "until", 0, "parent", "until", 0), subprocess::tree = true, stdin_ = gate, stdout_ = PIPE,
            timeout = moment, pass_fds = {line.native_handle()});
    });
    line.given();
    CHECK_FALSE(line.alive());
}

TEST_CASE_METHOD(EveryTree, "the destructor ends the tree", "[tree]") {
    INFO(name());
    LifeLine line;
    const Gate gate;
    {
        Popen process(child("fork", "to", 1, "x", "until", 0, "parent", "until", 0), subprocess::tree = true,
                      stdin_ = gate, stdout_ = PIPE, pass_fds = {line.native_handle()});
        process.stdout_.read(1);
    }
    line.given();
    CHECK_FALSE(line.alive());
}

TEST_CASE_METHOD(EveryTree, "signals reach every member of a tree", "[tree]") {
    INFO(name());
    const Pipe pipe;
    const Gate gate;
    Popen process(child("on", SIGUSR1, "to", 1, "A", "then", "fork", "to", 1, "ready", "until", 0, "parent", "to", 1,
                        "ready", "until", 0),
                  subprocess::tree = true, stdin_ = gate, stdout_ = pipe.writer);
    std::string seen;
    while (seen.size() < 10) // both are ready
        seen += pipe.read();
    process.send_signal(SIGUSR1);
    seen.clear();
    while (seen.size() < 2)
        seen += pipe.read();
    CHECK(seen == "AA");
    process.terminate();
    CHECK(process.wait() == terminated);
}

TEST_CASE_METHOD(EveryTree, "the program is waited for alone, and its handle tells of its end", "[tree]") {
    INFO(name());
    const Gate gate;
    LifeLine line;
    Popen process(child("fork", "until", 0, "parent", "exit", 4), subprocess::tree = true, stdin_ = gate,
                  pass_fds = {line.native_handle()});
    line.given();
    CHECK(process.wait() == 4);
    CHECK(line.alive());
    CHECK(process.poll() == 4);
    process.kill();
    line.await_end();
    CHECK(process.wait() == 4);
}

TEST_CASE_METHOD(EveryTree, "a detached tree lives on", "[tree]") {
    INFO(name());
    Gate gate;
    LifeLine line;
    const Listener listener;
    {
        Popen process(child("fork", "until", 0, "parent", "until", 0), subprocess::tree = true, stdin_ = gate,
                      pass_fds = {line.native_handle()});
        line.given();
        process.detach();
    }
    CHECK(line.alive());
    gate.open();
    line.await_end();
    reap_detached();
}

TEST_CASE_METHOD(EveryTree, "the end of the thread that has started a tree changes nothing", "[tree]") {
    INFO(name());
    Gate gate;
    std::optional<Popen> process;
    std::thread([&] { process.emplace(child("until", 0, "exit", 7), subprocess::tree = true, stdin_ = gate); }).join();
    CHECK(process->poll() == None);
    gate.open();
    CHECK(process->wait() == 7);
}

TEST_CASE_METHOD(EveryTree, "a fork of this process does not end its trees", "[tree]") {
    INFO(name());
    Gate gate;
    std::optional<Popen> process(std::in_place, child("until", 0, "exit", 7), subprocess::tree = true, stdin_ = gate);
    if (supervised)
        CHECK(in_fork([&] {
                  process.reset();
                  return "reset";
              }) == "reset");
    CHECK(process->poll() == None);
    gate.open();
    CHECK(process->wait() == 7);
}

TEST_CASE_METHOD(EveryTree, "a stopped member of a tree is ended", "[tree]") {
    INFO(name());
    LifeLine line;
    const CompletedProcess done = run(child("fork", "raise", SIGSTOP, "parent", "exit", 3), subprocess::tree = true,
                                      pass_fds = {line.native_handle()});
    line.given();
    CHECK_FALSE(line.alive());
    CHECK(done.returncode == 3);
}
