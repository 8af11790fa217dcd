// The user's code closes the descriptor that reports a child's end, by closefrom() or a stray close(), and its number
// goes to another file. The library still knows the child's pid, and must leave the other file alone.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <csignal>
#include <memory>

#include <unistd.h>

#if defined(__linux__)

#include <sys/syscall.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

/// What the number refers to afterwards.
enum class Behind { nothing, file, living_child, ended_child, reaped_child, parent };

Behind any_of_them() {
    return GENERATE(Behind::nothing, Behind::file, Behind::living_child, Behind::ended_child, Behind::reaped_child,
                    Behind::parent);
}

Handle open_pidfd(int pid) {
    constexpr long pidfd_open = 434;
    return Handle(static_cast<int>(::syscall(pidfd_open, pid, 0)));
}

/// Whether each process has its own pidfd inode, as from Linux 6.9 on.
bool pidfds_have_inodes() {
    return identity(open_pidfd(::getpid()).get()) != identity(open_pidfd(::getppid()).get());
}

/// Closes our descriptor and reopens its number, as a program does that closes it by mistake and opens something else.
Handle in_place_of(int fd, const Handle& source) {
    ::close(fd);
    return source.valid() ? Handle(::dup2(source.get(), fd)) : Handle();
}

/// A child that waits at its gate.
class Waiting {
public:
    explicit Waiting(int code) : process(std::make_unique<Popen>(child("until", 0, "exit", code), stdin_ = m_gate)) {}
    void go_on() { m_gate.open(); }

private:
    Gate m_gate;

public:
    std::unique_ptr<Popen> process;
};

/// What the number is to refer to; some kinds involve `other`.
Handle source_of(Behind behind, Waiting& other) {
    if (behind == Behind::nothing)
        return {};
    if (behind == Behind::file)
        return Handle(Pipe().reader.release());
    if (behind == Behind::ended_child || behind == Behind::reaped_child) {
        other.go_on();
        await_end(*other.process);
    }
    Handle pidfd = open_pidfd(behind == Behind::parent ? ::getppid() : other.process->pid);
    if (behind == Behind::reaped_child)
        CHECK(other.process->wait() == 7);
    return pidfd;
}

bool has_exit_handles() {
    Popen process(child("exit", 0));
    return process.native_handle() >= 0;
}

constexpr int by_wait = 0, by_timed_wait = 1, by_polls = 2, by_signal = 3;

int code_after(int way, Waiting& waiting) {
    Popen& process = *waiting.process;
    if (way == by_signal)
        process.terminate();
    waiting.go_on();
    while (way == by_polls && process.poll() == None) {
    }
    return way == by_timed_wait ? process.wait(1h) : process.wait();
}

} // namespace

TEST_CASE_METHOD(Census, "a child whose exit handle was closed gets its own code, and no other process is affected",
                 "[py-133][py-143]") {
    const Behind behind = any_of_them();
    const int way = GENERATE(by_wait, by_timed_wait, by_polls, by_signal);
    const bool knows_inodes = GENERATE(true, false);
    if (behind == Behind::reaped_child && !(knows_inodes && pidfds_have_inodes()))
        return; // such a pidfd looks like ours for a child that was reaped elsewhere
    CAPTURE(static_cast<int>(behind), way, knows_inodes);
    const Forced forced(
        {"", SpawnMethod::automatic, knows_inodes ? 0 : static_cast<unsigned>(os::Feature::pidfd_inodes)});
    if (!has_exit_handles())
        TESTS_SKIP("there are no exit handles here");
    Waiting other(7), ours(3);
    const int number = ours.process->native_handle();
    const Handle source = source_of(behind, other);
    const Handle stolen = in_place_of(number, source);
    CHECK(ours.process->poll() == None);
    CHECK_THROWS_AS(ours.process->wait(0), TimeoutExpired);
    CHECK(code_after(way, ours) == (way == by_signal ? terminated : 3));
    ours.process.reset();
    if (stolen.valid())
        CHECK(identity(number) == identity(source.get()));
    if (behind == Behind::living_child)
        CHECK(other.process->poll() == None);
    other.go_on();
    CHECK(other.process->wait() == 7);
}

TEST_CASE_METHOD(Census, "the destructor ends a child whose exit handle was closed", "[py-194]") {
    Waiting ours(3);
    const int pid = ours.process->pid;
    ::close(ours.process->native_handle());
    ours.go_on();
    ours.process.reset();
    CHECK(!exists(pid));
}

#endif
