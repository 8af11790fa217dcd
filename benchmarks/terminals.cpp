// What `pty` costs, beside openpty, clone and exec by hand, and a poll loop.
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace bench {

namespace sp = subprocess;

namespace {

struct ByHand {
    int terminal, ours;
    char* const* argv;
    pid_t pid;
};

int enter(void* data) {
    const ByHand& start = *static_cast<const ByHand*>(data);
    ::setsid();
    ::ioctl(start.terminal, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; ++fd)
        ::dup2(start.terminal, fd);
    ::execve(start.argv[0], start.argv, environ);
    ::_exit(127);
}

/// openpty, clone, exec.
ByHand start_by_hand(const char* program, bool is_raw) {
    static char stack[65536];
    char* argv[] = {const_cast<char*>(program), nullptr};
    ByHand start{-1, -1, argv, -1};
    const winsize size{24, 80, 0, 0};
    if (::openpty(&start.ours, &start.terminal, nullptr, nullptr, &size) != 0)
        std::abort();
    for (const int fd : {start.ours, start.terminal})
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    termios modes{};
    ::tcgetattr(start.terminal, &modes);
    if (is_raw)
        ::cfmakeraw(&modes);
    ::tcsetattr(start.terminal, TCSANOW, &modes);
    start.pid = ::clone(enter, stack + sizeof(stack), CLONE_VM | CLONE_VFORK | SIGCHLD, &start);
    ::close(start.terminal);
    return start;
}

void read_by_hand() {
    const ByHand start = start_by_hand(EXIT_CHILD, false);
    char byte = 0;
    while (::read(start.ours, &byte, 1) > 0) {
    }
    ::waitpid(start.pid, nullptr, 0);
    ::close(start.ours);
}

void read_ours() {
    sp::Popen p({EXIT_CHILD}, sp::pty = true);
    (void)p.stdout_.read();
    p.wait();
}

const std::string& flood() {
    static const std::string bytes(32 * 1024 * 1024, 'x');
    return bytes;
}

void flow_by_hand() {
    const ByHand start = start_by_hand(CAT_CHILD, true);
    ::fcntl(start.ours, F_SETFL, O_RDWR | O_NONBLOCK);
    static char buffer[65536];
    std::string_view rest = flood();
    for (std::size_t seen = 0; seen < flood().size();) {
        pollfd polled{start.ours, static_cast<short>(rest.empty() ? POLLIN : POLLIN | POLLOUT), 0};
        ::poll(&polled, 1, -1);
        if ((polled.revents & POLLOUT) != 0)
            rest.remove_prefix(
                static_cast<std::size_t>(std::max<ssize_t>(::write(start.ours, rest.data(), rest.size()), 0)));
        if ((polled.revents & POLLIN) != 0)
            seen += static_cast<std::size_t>(std::max<ssize_t>(::read(start.ours, buffer, sizeof(buffer)), 0));
    }
    ::close(start.ours);
    ::waitpid(start.pid, nullptr, 0);
}

void flow_ours() {
    std::size_t seen = 0;
    sp::run({CAT_CHILD}, sp::pty = sp::Pty{24, 80, false, true}, sp::input = flood(),
            sp::stdout_ =
                sp::each_chunk([&](std::string_view chunk) { return (seen += chunk.size()) < flood().size(); }));
}

} // namespace

void measure_terminals() {
    print(compare("start with a terminal, and wait", {{"by hand", read_by_hand}, {"Popen(pty = true)", read_ours}},
                  Rounds{1000, 1}, "<= 1.30"));
    print(compare("32 MiB through a raw terminal", {{"a poll loop", flow_by_hand}, {"run(pty = Pty)", flow_ours}},
                  Rounds{7, 1}, "<= 1.10"));
}

} // namespace bench
