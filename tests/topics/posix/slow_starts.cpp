// Signals interrupt the parent while it waits for a child to execute its program. A filter holds the child there.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include "os/posix/start/clone_call.hpp"
#include "os/posix/system.hpp"

#if defined(__linux__)
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <cstring>
#include <thread>

#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

std::atomic<bool> is_handled{false};

/// Holds each child while it sets up its streams, until a signal sent to this thread was handled. The filter cannot be
/// removed, so use it in a fork.
class Holder {
public:
    Holder() : m_listener(listen_for(SYS_dup3)), m_thread([this, starter = ::pthread_self()] { serve(starter); }) {}
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    ~Holder() {
        m_is_over = true;
        m_thread.join();
    }

private:
    void serve(pthread_t starter) const {
        constexpr int milliseconds = 10;
        while (!m_is_over) {
            pollfd listener{m_listener.get(), POLLIN, 0};
            if (::poll(&listener, 1, milliseconds) > 0 && listener.revents == POLLIN)
                interrupt(starter);
        }
    }

    void interrupt(pthread_t starter) const {
        seccomp_notif held{};
        control(m_listener.get(), SECCOMP_IOCTL_NOTIF_RECV, &held);
        ::pthread_kill(starter, SIGUSR1);
        const auto limit = std::chrono::steady_clock::now() + 5s; // for a start that no signal interrupts
        while (!is_handled && std::chrono::steady_clock::now() < limit)
            std::this_thread::yield();
        seccomp_notif_resp response{};
        response.id = held.id;
        response.flags = is_handled ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
        response.error = is_handled ? 0 : -EINTR; // becomes the error of the start
        control(m_listener.get(), SECCOMP_IOCTL_NOTIF_SEND, &response);
    }

    Handle m_listener;
    std::atomic<bool> m_is_over{false};
    std::thread m_thread;
};

void handle(int) {
    is_handled = true;
}

std::string interrupted_start(const std::vector<std::string>& command) {
    return in_fork([&] {
        std::signal(SIGUSR1, handle);
        const Holder holder;
        return check_output(command);
    });
}

sigjmp_buf before_start;

void leave_start(int) {
    ::siglongjmp(before_start, 1);
}

/// Overwrites the memory where the frames of the start were.
[[gnu::noinline]] void overwrite_stack() {
    char volatile bytes[65536];
    for (char volatile& byte : bytes)
        byte = 'x';
}

} // namespace

TEST_CASE_METHOD(EveryWayToStop, "a start continues after a signal interrupts it", "[beyond-posix][beyond-qemu]") {
    INFO(name());
    CHECK(interrupted_start(child("to", 1, "words")) == "words");
}

TEST_CASE_METHOD(EveryWayToStop, "a start that a signal interrupted reports why it failed",
                 "[beyond-posix][beyond-qemu]") {
    INFO(name());
    CHECK(interrupted_start({"/nonexistent"}) == "threw [Errno 2] No such file or directory: '/nonexistent'");
}

TEST_CASE_METHOD(EveryWayToStop, "a child survives a signal handler's longjmp out of its start",
                 "[beyond-posix][beyond-qemu]") {
    INFO(name());
    CHECK(in_fork([] {
              std::signal(SIGUSR1, leave_start);
              const Pipe output;
              const Holder holder;
              if (sigsetjmp(before_start, 1) == 0)
                  call(child("to", 1, "words"), stdout_ = output.writer, cwd = "/");
              overwrite_stack();
              is_handled = true;
              return output.read();
          }) == "words");
}

#if SUBPROCESS_LINUX

TEST_CASE_METHOD(Census, "a start does not hang on an ended child where the kernel does not clear the tid",
                 "[beyond-posix]") {
    Popen process(child("exit", 0));
    await_end(process);
    os::Loan loan;
    loan.wait = os::Wait::futex;
    os::await_return(loan, process.pid);
    CHECK(process.wait() == 0);
    os::await_return(loan, process.pid); // the child is already reaped
    CHECK(loan.is_out == 1);
}

#endif

#endif
