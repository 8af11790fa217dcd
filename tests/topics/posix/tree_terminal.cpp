// A tree changes nothing for the terminal: the program reads it, and Ctrl-C reaches it and its owner.
#include "support/posix/helpers.hpp"
#include "support/posix/session_terminal.hpp"
#include "support/posix/trees.hpp"

#include <csignal>
#include <cstdlib>

#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(EveryTree, "the program of a tree reads the terminal", "[tree][beyond-posix]") {
    INFO(name());
    CHECK(in_fork([] {
              const SessionTerminal terminal;
              terminal.type("x\n");
              return word(call(child("read", 0, 2, "exit", 4), subprocess::tree = true, stdin_ = terminal));
          }) == "4");
}

TEST_CASE_METHOD(EveryTree, "Ctrl-C reaches the program of a tree", "[tree][beyond-posix]") {
    INFO(name());
    CHECK(in_fork([] {
              const SessionTerminal terminal;
              std::signal(SIGINT, SIG_IGN);
              Popen process(
                  child("to", 1, "x", "until", 0), subprocess::tree = true, stdin_ = terminal, stdout_ = PIPE,
                  preexec_fn = [] { std::signal(SIGINT, SIG_DFL); });
              process.stdout_.read(1);
              terminal.type(terminal.key(VINTR));
              return word(process.wait());
          }) == word(-SIGINT));
}

TEST_CASE_METHOD(EveryTree, "Ctrl-C ends a tree together with its owner", "[tree][beyond-posix]") {
    INFO(name());
    LifeLine line;
    CHECK(in_fork([&] {
              const SessionTerminal terminal;
              std::signal(SIGINT, SIG_IGN);
              const int owner = ::fork();
              if (owner == 0) {
                  std::signal(SIGINT, SIG_DFL);
                  try {
                      call(child("fork", "daemon", "until", 0, "parent", "to", 1, "x", "until", 0),
                           subprocess::tree = true, stdin_ = terminal, stdout_ = terminal,
                           pass_fds = {line.native_handle()});
                  } catch (...) {
                  }
                  ::_exit(1);
              }
              terminal.await_output();
              terminal.type(terminal.key(VINTR));
              int status = 0;
              ::waitpid(owner, &status, 0);
              return word(WIFSIGNALED(status) ? WTERMSIG(status) : -1);
          }) == word(SIGINT));
    line.given();
    line.await_end();
}
