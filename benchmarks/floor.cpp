#include "floor.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace bench {

namespace {

constexpr std::size_t chunk = 65536;
thread_local char scratch[chunk];

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

/// What the child executes, and its stdin and stdout; -1: inherited.
struct Plan {
    Argv argv;
    int in = -1, out = -1;
    bool like_run = false; ///< with the system calls that run() makes in the child
};

/// Default actions for two signals, none blocked, and everything above stderr closed at exec.
void reset_as_run_does() {
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGXFSZ, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    constexpr long close_range = 436, close_on_exec = 4;
    ::syscall(close_range, STDERR_FILENO + 1, ~0U, close_on_exec);
}

int execute(void* argument) {
    const Plan& plan = *static_cast<const Plan*>(argument);
    if (plan.in >= 0)
        ::dup2(plan.in, STDIN_FILENO);
    if (plan.out >= 0)
        ::dup2(plan.out, STDOUT_FILENO);
    if (plan.like_run)
        reset_as_run_does();
    ::execve(plan.argv[0], plan.argv, environ);
    ::_exit(127);
}

/// Waits on a futex that the kernel clears at exec, so that signals can interrupt the wait.
/// \param pidfd nullptr: none
pid_t clone_by_hand(Plan plan, int* pidfd = nullptr) {
    alignas(16) thread_local char stack[16384];
    thread_local std::atomic<int> is_out;
    is_out = 1;
    constexpr int with_pidfd = 0x1000; // CLONE_PIDFD
    const int flags = CLONE_VM | CLONE_CHILD_CLEARTID | SIGCHLD | (pidfd != nullptr ? with_pidfd : 0);
    const int pid = ::clone(execute, stack + sizeof stack, flags, &plan, pidfd, nullptr, &is_out);
    if (pid < 0)
        fail("clone");
    while (is_out != 0)
        ::syscall(SYS_futex, &is_out, FUTEX_WAIT, 1, nullptr, nullptr, 0);
    return pid;
}

/// Memory that realloc() doubles whenever it is full.
class Growing {
public:
    ~Growing() { std::free(m_bytes); }

    ssize_t read_from(int fd) {
        if (m_size == m_capacity)
            m_bytes = static_cast<char*>(std::realloc(m_bytes, m_capacity = std::max(chunk, 2 * m_capacity)));
        const ssize_t got = ::read(fd, m_bytes + m_size, m_capacity - m_size);
        m_size += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        return got;
    }
    std::size_t size() const { return m_size; }

private:
    char* m_bytes = nullptr;
    std::size_t m_size = 0, m_capacity = 0;
};

struct Pipe {
    int reader, writer;
};

Pipe make_pipe() {
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0)
        fail("pipe2");
    return {fds[0], fds[1]};
}

/// \return the number of bytes
std::size_t read_all(int fd) {
    std::size_t total = 0;
    for (ssize_t size = 0; (size = ::read(fd, scratch, chunk)) > 0;)
        total += static_cast<std::size_t>(size);
    return total;
}

} // namespace

pid_t floor_spawn(Argv argv, int out) {
    return clone_by_hand({argv, -1, out});
}

namespace {

struct Child {
    int pidfd;
    Child(Argv argv, int out) : pidfd(-1) { clone_by_hand({argv, -1, out, true}, &pidfd); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { ::close(pidfd); }

    void wait() {
        constexpr auto by_pidfd = static_cast<idtype_t>(3); // P_PIDFD
        siginfo_t info{};
        if (::waitid(by_pidfd, static_cast<id_t>(pidfd), &info, WEXITED) != 0 || info.si_status != 0)
            fail("waitid");
    }
};

} // namespace

void like_run(Argv argv) {
    Child(argv, -1).wait();
}

[[gnu::noinline]] pid_t vfork_it(Argv argv) {
    const pid_t pid = ::vfork();
    if (pid == 0) {
        ::execve(argv[0], argv, environ);
        ::_exit(127);
    }
    if (pid < 0)
        fail("vfork");
    return pid;
}

pid_t posix_spawn_it(Argv argv) {
    pid_t pid = 0;
    if (::posix_spawn(&pid, argv[0], nullptr, nullptr, argv, environ) != 0)
        fail("posix_spawn");
    return pid;
}

void floor_wait(pid_t pid) {
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid || status != 0)
        fail("waitpid");
}

std::size_t floor_discard(Argv argv) {
    const Pipe pipe = make_pipe();
    const pid_t pid = floor_spawn(argv, pipe.writer);
    ::close(pipe.writer);
    const std::size_t total = read_all(pipe.reader);
    ::close(pipe.reader);
    floor_wait(pid);
    return total;
}

void floor_read(Argv argv, const std::function<void(const char* bytes, std::size_t size)>& use) {
    const Pipe pipe = make_pipe();
    const pid_t pid = floor_spawn(argv, pipe.writer);
    ::close(pipe.writer);
    for (ssize_t size = 0; (size = ::read(pipe.reader, scratch, chunk)) > 0;)
        use(scratch, static_cast<std::size_t>(size));
    ::close(pipe.reader);
    floor_wait(pid);
}

std::size_t discard_like_run(Argv argv) {
    const Pipe pipe = make_pipe();
    Child child(argv, pipe.writer);
    ::close(pipe.writer);
    const std::size_t total = read_all(pipe.reader);
    ::close(pipe.reader);
    child.wait();
    return total;
}

std::size_t floor_realloc(Argv argv) {
    const Pipe pipe = make_pipe();
    const pid_t pid = floor_spawn(argv, pipe.writer);
    ::close(pipe.writer);
    Growing kept;
    while (kept.read_from(pipe.reader) > 0) {
    }
    ::close(pipe.reader);
    floor_wait(pid);
    return kept.size();
}

void floor_round_trip(Argv argv, const char* bytes, std::size_t size, Output output) {
    const Pipe in = make_pipe();
    const Pipe out = make_pipe();
    const pid_t pid = clone_by_hand({argv, in.reader, out.writer});
    ::close(in.reader);
    ::close(out.writer);
    ::fcntl(in.writer, F_SETFL, O_NONBLOCK);
    pollfd fds[] = {{out.reader, POLLIN, 0}, {in.writer, POLLOUT, 0}};
    Growing kept;
    for (ssize_t got = 1; got > 0;) {
        ::poll(fds, 2, -1);
        if (fds[0].revents != 0)
            got = output == Output::kept ? kept.read_from(out.reader) : ::read(out.reader, scratch, chunk);
        if (fds[1].revents == 0)
            continue;
        const ssize_t sent = ::write(in.writer, bytes, size);
        if (sent < 0 && errno != EAGAIN)
            fail("write");
        bytes += sent > 0 ? sent : 0;
        size -= static_cast<std::size_t>(sent > 0 ? sent : 0);
        if (size == 0) {
            ::close(in.writer);
            fds[1] = {-1, 0, 0};
        }
    }
    ::close(out.reader);
    floor_wait(pid);
}

} // namespace bench
