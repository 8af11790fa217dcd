// A tree changes nothing for the terminal: the program reads it, and Ctrl-C reaches it and its owner.
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// A terminal whose session and foreground group are those of a fork of this process.
class Terminal {
public:
    Terminal() : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        ::setsid();
        ::grantpt(m_master.get());
        ::unlockpt(m_master.get());
        m_slave = Handle(::open(::ptsname(m_master.get()), O_RDWR | O_CLOEXEC));
        ::ioctl(m_slave.get(), TIOCSCTTY, 0);
        ::signal(SIGHUP, SIG_IGN);
    }

    NativeHandle native_handle() const { return m_slave.get(); }

    void type(std::string_view text) const {
        if (::write(m_master.get(), text.data(), text.size()) == -1)
            throw std::runtime_error("write to a terminal");
    }
    void await_output() const {
        char byte = 0;
        if (::read(m_master.get(), &byte, 1) != 1)
            throw std::runtime_error("read from a terminal");
    }
    char control_c() const {
        termios settings{};
        ::tcgetattr(m_slave.get(), &settings);
        return static_cast<char>(settings.c_cc[VINTR]);
    }

private:
    Handle m_master, m_slave;
};

} // namespace

TEST_CASE_METHOD(EveryTree, "the program of a tree reads the terminal", "[tree][beyond-posix]") {
    INFO(name());
    CHECK(in_fork([] {
              const Terminal terminal;
              terminal.type("x\n");
              return word(call(child("read", 0, 2, "exit", 4), subprocess::tree = true, stdin_ = terminal));
          }) == "4");
}

TEST_CASE_METHOD(EveryTree, "Ctrl-C reaches the program of a tree", "[tree][beyond-posix]") {
    INFO(name());
    CHECK(in_fork([] {
              const Terminal terminal;
              std::signal(SIGINT, SIG_IGN);
              Popen process(
                  child("to", 1, "x", "until", 0), subprocess::tree = true, stdin_ = terminal, stdout_ = PIPE,
                  preexec_fn = [] { std::signal(SIGINT, SIG_DFL); });
              process.stdout_.read(1);
              terminal.type(std::string(1, terminal.control_c()));
              return word(process.wait());
          }) == word(-SIGINT));
}

TEST_CASE_METHOD(EveryTree, "Ctrl-C ends a tree together with its owner", "[tree][beyond-posix]") {
    INFO(name());
    LifeLine line;
    CHECK(in_fork([&] {
              const Terminal terminal;
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
              terminal.type(std::string(1, terminal.control_c()));
              int status = 0;
              ::waitpid(owner, &status, 0);
              return word(WIFSIGNALED(status) ? WTERMSIG(status) : -1);
          }) == word(SIGINT));
    line.given();
    line.await_end();
}
