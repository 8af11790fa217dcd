// foreground: a child that shares our own terminal, in a process group of its own.
#include "support/loop.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/session_terminal.hpp"
#include "support/posix/terminals.hpp"
#include "support/posix/trees.hpp"
#include "support/posix/ways.hpp"

#include <csignal>

#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// In whose group a child is, and who has the terminal, while it runs.
std::string groups_of(const SessionTerminal& terminal, const Popen& process) {
    const pid_t group = ::getpgid(process.pid);
    const std::string whose = group == process.pid ? "its own" : group == ::getpgrp() ? "ours" : "another";
    return whose + (terminal.foreground() == group ? ", which has" : ", which has not");
}

struct sigaction action_of(int number) {
    struct sigaction action {};
    ::sigaction(number, nullptr, &action);
    return action;
}

// What a child writes, and its end, in several ways.

std::string output_of_communicate(Popen& process) {
    return process.communicate(timeout = time_to_hang).stdout_;
}

std::string output_in_steps(Popen& process) {
    Communication communication(process, timeout = time_to_hang);
    drive(communication);
    return communication.result().stdout_;
}

std::string output_after_wait_any(Popen& process) {
    wait_any({&process}, time_to_hang);
    return process.stdout_.read();
}

std::vector<std::string> blocked_child() {
    return child("to", 1, "x", "until", 0);
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a child in the foreground reads our terminal, in a group of its own", "[beyond-posix]") {
    INFO(name());
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(child("read", 0, 2, "exit", 4), foreground = true, stdin_ = terminal);
              const std::string groups = groups_of(terminal, process);
              terminal.type("x\n");
              return groups + ' ' + word(process.wait());
          }) == "its own, which has 4, wrong: nothing");
}

TEST_CASE_METHOD(EveryTree, "a tree in the foreground reads our terminal", "[tree][beyond-posix]") {
    INFO(name());
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              terminal.type("x\n");
              return call(child("read", 0, 2, "exit", 4), subprocess::tree = true, foreground = true, process_group = 0,
                          stdin_ = terminal);
          }) == "4, wrong: nothing");
}

TEST_CASE_METHOD(EveryWay, "Ctrl-C reaches the child in the foreground, and not us", "[beyond-posix]") {
    INFO(name());
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(blocked_child(), foreground = true, stdin_ = terminal, stdout_ = PIPE);
              process.stdout_.read(1);
              terminal.type(terminal.key(VINTR));
              return process.wait();
          }) == word(-SIGINT) + ", wrong: nothing");
}

TEST_CASE_METHOD(EveryTree, "a child in the foreground goes on after Ctrl-Z, since nobody could continue it",
                 "[tree][beyond-posix]") {
    INFO(name());
    const bool has_tree = GENERATE(false, true);
    CHECK(at_terminal([=](const SessionTerminal& terminal) {
              Popen process(blocked_child(), foreground = true, stdin_ = terminal, stdout_ = PIPE,
                            subprocess::tree = has_tree);
              process.stdout_.read(1);
              terminal.type(terminal.key(VSUSP));
              text_of<TimeoutExpired>([&] { process.wait(moment); });
              terminal.type(terminal.key(VEOF));
              return process.wait(time_to_hang);
          }) == "0, wrong: nothing");
}

TEST_CASE_METHOD(Census, "a child in the foreground goes on after Ctrl-Z, however we wait for it", "[beyond-posix]") {
    const auto output = GENERATE(&output_of_communicate, &output_in_steps, &output_after_wait_any);
    CHECK(at_terminal([=](const SessionTerminal& terminal) {
              Popen process(child("to", 1, "x", "until", 0, "to", 1, "y"), foreground = true, stdin_ = terminal,
                            stdout_ = PIPE);
              process.stdout_.read(1);
              terminal.type(terminal.key(VSUSP));
              siginfo_t about{};
              ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WSTOPPED | WNOWAIT);
              terminal.type(terminal.key(VEOF));
              return output(process);
          }) == "y, wrong: nothing");
}

TEST_CASE_METHOD(Census, "Ctrl-Z stops nothing in the group of a child in the foreground for long", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Gate gate;
              Popen process(
                  child("fork", "until", gate.native_handle(), "to", 1, "y", "parent", "to", 1, "x", "until", 0),
                  foreground = true, stdin_ = terminal, stdout_ = PIPE, passing({gate.native_handle()}));
              process.stdout_.read(1);
              terminal.type(terminal.key(VSUSP));
              siginfo_t about{};
              ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WSTOPPED | WNOWAIT);
              text_of<TimeoutExpired>([&] { process.wait(moment); });
              gate.open();
              const std::string said = process.stdout_.read1(timeout = time_to_hang);
              terminal.type(terminal.key(VEOF));
              return said + word(process.wait(time_to_hang));
          }) == "y0, wrong: nothing");
}

TEST_CASE_METHOD(Census, "a child in the foreground that somebody has stopped otherwise is not continued",
                 "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal&) {
              Popen process(blocked_child(), foreground = true, stdin_ = PIPE, stdout_ = PIPE);
              process.stdout_.read(1);
              ::kill(process.pid, SIGSTOP);
              siginfo_t about{};
              ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WSTOPPED | WNOWAIT);
              text_of<TimeoutExpired>([&] { process.wait(moment); });
              about = {};
              ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WCONTINUED | WNOHANG);
              const bool was_continued = about.si_pid != 0;
              ::kill(process.pid, SIGCONT);
              process.communicate();
              return was_continued;
          }) == "0, wrong: nothing");
}

TEST_CASE_METHOD(Census, "somebody else who has got the terminal meanwhile keeps it", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen other(child("until", 0), process_group = 0, stdin_ = PIPE);
              Popen process(child("until", 0), foreground = true, stdin_ = PIPE);
              std::signal(SIGTTOU, SIG_IGN);
              ::tcsetpgrp(terminal.native_handle(), other.pid);
              process.communicate();
              const bool has_kept = terminal.foreground() == other.pid;
              ::tcsetpgrp(terminal.native_handle(), ::getpgrp());
              return has_kept;
          }) == "1, wrong: nothing");
}

TEST_CASE_METHOD(Census, "a copy of us by fork() leaves the terminal to the child in the foreground",
                 "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(child("until", 0), foreground = true, stdin_ = PIPE);
              const int copy = ::fork();
              if (copy == 0) {
                  process.poll(); // which finds that it is not the parent
                  ::_exit(0);
              }
              ::waitpid(copy, nullptr, 0);
              const bool has_kept = terminal.foreground() == process.pid;
              process.communicate();
              return has_kept;
          }) == "1, wrong: nothing");
}

// What it does not change ---------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "foreground changes no signals, neither ours nor the child's", "[beyond-posix]") {
    INFO(name());
    CHECK(at_terminal([](const SessionTerminal&) {
              sigset_t mask, mask_after;
              ::sigemptyset(&mask);
              ::sigaddset(&mask, SIGUSR1);
              ::sigprocmask(SIG_SETMASK, &mask, nullptr);
              const std::string usual = run(child("signals"), capture_output = true, restore_signals = false).stdout_;
              const std::string seen =
                  run(child("signals"), foreground = true, capture_output = true, restore_signals = false).stdout_;
              ::sigprocmask(SIG_BLOCK, nullptr, &mask_after);
              return action_of(SIGTTOU).sa_handler == SIG_DFL && sigismember(&mask_after, SIGTTOU) == 0 &&
                     sigismember(&mask_after, SIGUSR1) == 1 && seen == usual;
          }) == "1, wrong: nothing");
}

TEST_CASE_METHOD(Census, "a child of a background process does not get the terminal", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              const int background = ::fork();
              if (background == 0) {
                  ::setpgid(0, 0);
                  Popen process(child("until", 0), foreground = true, stdin_ = PIPE);
                  const std::string groups = groups_of(terminal, process);
                  process.communicate();
                  ::_exit(groups == "ours, which has not" ? 3 : 4);
              }
              int status = 0;
              ::waitpid(background, &status, 0);
              return WEXITSTATUS(status);
          }) == "3, wrong: nothing");
}

TEST_CASE_METHOD(Census, "without a terminal foreground changes nothing", "[beyond-posix]") {
    CHECK(in_fork([] {
              ::setsid();
              Popen process(child("until", 0, "exit", 3), foreground = true, stdin_ = PIPE);
              const bool is_ours = ::getpgid(process.pid) == ::getpgrp();
              process.communicate();
              return word(is_ours) + ' ' + word(*process.returncode);
          }) == "1 3");
}

TEST_CASE_METHOD(Census, "another child may join the group that is in the foreground", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen first(child("until", 0), foreground = true, stdin_ = PIPE);
              Popen second(child("until", 0), process_group = first.pid, stdin_ = PIPE);
              const bool has_joined = ::getpgid(second.pid) == terminal.foreground();
              second.communicate();
              const bool is_kept = terminal.foreground() == first.pid;
              first.communicate();
              return word(has_joined) + word(is_kept);
          }) == "11, wrong: nothing");
}

TEST_CASE_METHOD(Census, "foreground is refused with what takes the terminal away", "") {
    CHECK(text_of<ValueError>([] { run(child("exit", 0), foreground = true, pty = true); }) ==
          "foreground and pty may not both be used: the child gets our terminal, or one of its own");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), foreground = true, start_new_session = true); }) ==
          "foreground and start_new_session may not both be used: a new session has no terminal");
}
