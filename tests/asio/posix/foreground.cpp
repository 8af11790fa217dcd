// A child that has our terminal.
#include "asio/asio.hpp"
#include "support/posix/session_terminal.hpp"

#include <csignal>

#include <sys/wait.h>
#include <termios.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "async_wait lets a child in the foreground go on after Ctrl-Z", "[beyond-posix]") {
    CHECK(at_terminal([](const SessionTerminal& terminal) {
              net::io_context context;
              Popen process(child("to", 1, "x", "until", 0), foreground = true, stdin_ = terminal, stdout_ = PIPE);
              process.stdout_.read(1);
              Waited waited;
              async_wait(context, process, waited.handler());
              context.poll();
              terminal.type(terminal.key(VSUSP));
              siginfo_t about{};
              ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WSTOPPED | WNOWAIT);
              terminal.type(terminal.key(VEOF));
              context.run();
              return waited.get();
          }) == "0, wrong: nothing");
}
