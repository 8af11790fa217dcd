// Every end of a child in the foreground leaves us the terminal.
#include "support/posix/helpers.hpp"
#include "support/posix/session_terminal.hpp"
#include "support/posix/trees.hpp"
#include "support/posix/ways.hpp"

#include <csignal>

#include <termios.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(EveryWay, "a start in the foreground that fails leaves us the terminal", "[beyond-posix]") {
    INFO(name());
    const bool has_tree = GENERATE(false, true);
    CHECK(at_terminal([=](const SessionTerminal&) {
              return text_of<FileNotFoundError>(
                  [=] { run({"/no/such"}, foreground = true, subprocess::tree = has_tree); });
          }) == "[Errno 2] No such file or directory: '/no/such', wrong: nothing");
    CHECK(at_terminal([](const SessionTerminal&) {
              return text_of<FileNotFoundError>([] { run(child("exit", 0), foreground = true, cwd = "/no/such"); });
          }) == "[Errno 2] No such file or directory: '/no/such', wrong: nothing");
}

TEST_CASE_METHOD(Census, "whoever sees the end of a child in the foreground takes the terminal back",
                 "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(child("exit", 4), foreground = true, stdin_ = terminal);
              while (process.poll() == None) {
              }
              return *process.returncode;
          }) == "4, wrong: nothing");
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              const Popen process(child("exit", 4), foreground = true, stdin_ = terminal);
              return "destroyed";
          }) == "destroyed, wrong: nothing");
    CHECK(at_terminal([](const SessionTerminal&) {
              Popen process(child("cat"), foreground = true, stdin_ = PIPE, stdout_ = PIPE);
              return std::string(process.communicate("x").stdout_);
          }) == "x, wrong: nothing");
    CHECK(at_terminal([](const SessionTerminal&) {
              return std::string(run(child("cat"), foreground = true, input = "x", capture_output = true).stdout_);
          }) == "x, wrong: nothing");
}

TEST_CASE_METHOD(Census, "a child in the foreground that is killed leaves us the terminal", "[beyond-posix]") {
    const bool has_tree = GENERATE(false, true);
    CHECK(at_terminal([=](const SessionTerminal& terminal) {
              try {
                  return call(child("until", 0), foreground = true, stdin_ = terminal, subprocess::tree = has_tree,
                              subprocess::timeout = moment);
              } catch (const TimeoutExpired&) {
                  return 0;
              }
          }) == "0, wrong: nothing");
    CHECK(at_terminal([=](const SessionTerminal& terminal) {
              Popen process(child("until", 0), foreground = true, stdin_ = terminal, subprocess::tree = has_tree);
              process.kill();
              return process.wait();
          }) == word(-SIGKILL) + ", wrong: nothing");
    CHECK(at_terminal([=](const SessionTerminal& terminal) {
              Popen process(child("until", 0), foreground = true, stdin_ = terminal, subprocess::tree = has_tree);
              return process.stop();
          }) == word(-SIGKILL) + ", wrong: nothing");
}

TEST_CASE_METHOD(Census, "a detached child in the foreground leaves us the terminal when it is reaped",
                 "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(child("until", 0), foreground = true, stdin_ = terminal);
              process.kill();
              await_end(process);
              process.detach();
              reap_detached();
              return "reaped";
          }) == "reaped, wrong: nothing");
}

TEST_CASE_METHOD(Census, "the modes of the terminal are restored if a signal has ended the child", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(child("hidden"), foreground = true, stdin_ = terminal, stdout_ = PIPE);
              while ((terminal.modes().c_lflag & ECHO) != 0)
                  ::usleep(1000);
              process.kill();
              process.wait();
              return (terminal.modes().c_lflag & ECHO) != 0;
          }) == "1, wrong: nothing");
}

TEST_CASE_METHOD(Census, "the modes that a child leaves when it ends by itself stay, also if it has failed",
                 "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen process(child("until", 0, "exit", 3), foreground = true, stdin_ = PIPE);
              std::signal(SIGTTOU, SIG_IGN); // we do what the child could do
              termios modes = terminal.modes();
              modes.c_lflag ^= ECHO;
              ::tcsetattr(terminal.native_handle(), TCSANOW, &modes);
              process.communicate();
              return terminal.modes().c_lflag == modes.c_lflag;
          }) == "1, wrong: nothing");
}

TEST_CASE_METHOD(Census, "the modes of the terminal are restored if a destructor has ended the tree",
                 "[tree][beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              {
                  Popen process(child("hidden"), foreground = true, tree = true, stdin_ = terminal, stdout_ = PIPE);
                  while ((terminal.modes().c_lflag & ECHO) != 0)
                      ::usleep(1000);
              }
              return (terminal.modes().c_lflag & ECHO) != 0;
          }) == "1, wrong: nothing");
}

TEST_CASE_METHOD(Census, "a child in the foreground may be in the group of another one", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              Popen first(child("until", 0), process_group = 0, stdin_ = PIPE);
              Popen second(child("until", 0), foreground = true, process_group = first.pid, stdin_ = PIPE);
              const bool has_it = terminal.foreground() == first.pid;
              second.communicate();
              const bool is_ours = terminal.foreground() == ::getpgrp();
              first.communicate();
              return word(has_it) + word(is_ours);
          }) == "11, wrong: nothing");
}
