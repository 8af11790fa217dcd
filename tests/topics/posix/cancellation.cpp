// pthread_cancel(), which unwinds the stack with glibc: a thread can be cancelled while it waits for a child or reads
// from it. Everything else finishes first. Other systems do not unwind, or do not have it.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <atomic>
#include <functional>
#include <future>

#include <csignal>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__GLIBC__)

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

void* call_function(void* function) {
    ::pthread_cancel(::pthread_self()); // takes effect in the next cancellation point
    (*static_cast<const std::function<void()>*>(function))();
    return nullptr;
}

/// Runs `work` in a thread with a pending cancellation. \return true if it was cancelled, false if `work` returned
bool is_cancelled(const std::function<void()>& work) {
    pthread_t thread{};
    ::pthread_create(&thread, nullptr, &call_function, const_cast<std::function<void()>*>(&work));
    void* result = nullptr;
    ::pthread_join(thread, &result);
    return result == PTHREAD_CANCELED;
}

/// A thread that waits for a child and is not cancelled yet.
class Waiter {
public:
    explicit Waiter(Popen& process) : m_process(process) { ::pthread_create(&m_thread, nullptr, &wait, this); }

    /// Returns when the thread sleeps, in all likelihood in wait(), or is over.
    void await_sleep() const {
        while (m_id == 0 || is_awake(content_of("/proc/self/task/" + std::to_string(m_id) + "/stat")))
            ::sched_yield();
    }
    void cancel() const { ::pthread_cancel(m_thread); }
    bool is_cancelled() const {
        void* result = nullptr;
        ::pthread_join(m_thread, &result);
        return result == PTHREAD_CANCELED;
    }

private:
    static bool is_awake(const std::string& stat) { return !stat.empty() && stat.find(") S ") == stat.npos; }

    static void* wait(void* self) {
        sigset_t none;
        sigemptyset(&none);
        ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
        auto* const waiter = static_cast<Waiter*>(self);
        waiter->m_id = static_cast<pid_t>(::syscall(SYS_gettid));
        waiter->m_process.wait();
        return nullptr;
    }

    Popen& m_process;
    pthread_t m_thread{};
    std::atomic<pid_t> m_id{0};
};

/// A child with streams that lives until its stdin is closed.
Popen listener() {
    return Popen(child("until", 0), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE);
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a thread cancelled in run ends its child first", "[beyond-sanitizers]") {
    INFO(name());
    Gate gate;
    const auto words = child("until", 0);
    CHECK(is_cancelled([&] { run(words, stdin_ = gate); }));
    CHECK(is_cancelled([&] { run(words, stdin_ = gate, timeout = 1h); }));
    CHECK(is_cancelled([&] { run(words, stdin_ = gate, stdout_ = PIPE); }));
    CHECK(is_cancelled([&] { run(words, stdin_ = gate, capture_output = true); }));
    CHECK(is_cancelled([&] { call(words, stdin_ = gate); }));
    CHECK(is_cancelled([&] { (void)check_output(words, stdin_ = gate); }));
    const std::string much(1 << 20, 'x');
    CHECK(is_cancelled([&] { run(words, input = much, capture_output = true, timeout = 1h); }));
}

TEST_CASE_METHOD(EveryWay, "a thread cancelled in wait or read leaves no child and no pipe", "[beyond-sanitizers]") {
    INFO(name());
    CHECK(is_cancelled([] { listener().wait(); }));
    CHECK(is_cancelled([] { listener().wait(1h); }));
    CHECK(is_cancelled([] { listener().communicate(None, 1h); }));
    CHECK(is_cancelled([] { listener().stdout_.read(); }));
    CHECK(is_cancelled([] { listener().stdout_.readline(); }));
    CHECK(is_cancelled([] { listener().stdout_.read1(); }));
}

TEST_CASE_METHOD(Census, "starting, ending and detaching a child cannot be cancelled", "") {
    const Forced forced({"", SpawnMethod::automatic, GENERATE(0U, static_cast<unsigned>(os::Feature::pidfd_inodes))});
    Gate gate;
    CHECK_FALSE(is_cancelled([] { listener(); }));
    CHECK_FALSE(is_cancelled([] { (void)listener().poll(); }));
    CHECK_FALSE(is_cancelled([] { listener().kill(); }));
    CHECK_FALSE(is_cancelled([] { listener() = listener(); }));
    CHECK_FALSE(is_cancelled([] { listener().stdout_.close(); }));
    CHECK_FALSE(is_cancelled([] { listener().stdin_.close(); }));
    CHECK_FALSE(is_cancelled([&] { Popen(child("until", 0), stdin_ = gate).detach(); }));
    CHECK_FALSE(is_cancelled([] { cleanup(); }));
    gate.open();
    reap_detached();
}

TEST_CASE_METHOD(Census, "a thread in a call that does not throw cannot be cancelled", "") {
    CHECK_FALSE(is_cancelled([] { (void)try_run(child("to", 1, "out"), stdout_ = PIPE); }));
    CHECK_FALSE(is_cancelled([] { (void)listener().try_wait(0.001); }));
}

TEST_CASE_METHOD(Census, "the clean-up after a timeout of run cannot be cancelled", "") {
    Gate gate;
    bool is_late = false;
    CHECK_FALSE(is_cancelled([&] {
        try {
            run(child("until", 0), stdin_ = gate, stdout_ = DEVNULL, timeout = 0);
        } catch (const TimeoutExpired&) {
            is_late = true;
        }
    }));
    CHECK(is_late);
}

TEST_CASE_METHOD(Census, "a write cannot be cancelled, and arrives complete and once", "") {
    constexpr std::size_t more_than_fits = 1 << 20;
    Gate gate;
    Popen process(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE,
                  pass_fds = {gate.native_handle()});
    auto writer = std::async(std::launch::async, [&] {
        return is_cancelled([&] {
            process.stdin_.write(std::string(more_than_fits, 'x'));
            process.stdin_.close();
            ::pthread_testcancel();
        });
    });
    gate.open();
    CHECK(process.stdout_.read().size() == more_than_fits);
    CHECK(writer.get());
}

TEST_CASE_METHOD(Census, "a cancelled thread ends when its write fails", "[beyond-sanitizers]") {
    Popen process(child("exit", 0), stdin_ = PIPE);
    await_end(process);
    CHECK(is_cancelled([&] {
        process.stdin_.write("to nobody");
        process.stdin_.flush();
    }));
}

TEST_CASE_METHOD(Census, "cancelling one waiting thread does not disturb the others", "[beyond-sanitizers]") {
    Gate gate;
    Popen process(child("until", 0, "exit", 3), stdin_ = gate);
    CHECK(is_cancelled([&] { process.wait(); }));
    CHECK(is_cancelled([&] { process.wait(1h); }));
    gate.open();
    CHECK(::waitpid(process.pid, nullptr, 0) == process.pid);
    const int code = process.wait();
    CHECK((code == 3 || code == 0)); // 3 if the kernel still knows the code of the reaped child
}

TEST_CASE_METHOD(EveryWay, "a thread cancelled while it waits leaves the child's end to others",
                 "[beyond-sanitizers]") {
    INFO(name());
    Popen process(child("until", 0, "exit", 3), stdin_ = PIPE);
    const Waiter waiter(process);
    waiter.await_sleep();
    waiter.cancel();
    CHECK(waiter.is_cancelled());
    CHECK(process.poll() == None);
    process.stdin_.close();
    CHECK(process.wait() == 3);
    CHECK(process.usage != None);
}

TEST_CASE_METHOD(EveryWay, "a thread cancelled after it has reaped the child records how it ended",
                 "[beyond-sanitizers]") {
    INFO(name());
    // Since glibc 2.41 a call that has done its work is no cancellation point any more: then the thread may go on.
    CHECK_THAT(
        in_fork([] {
            Popen process(child("until", 0, "exit", 3), stdin_ = PIPE);
            sigset_t ends; // blocked only now, so that the ends of what a start has tried are not pending
            sigemptyset(&ends);
            sigaddset(&ends, SIGCHLD);
            ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
            std::signal(SIGCHLD, [](int) { ::pthread_cancel(::pthread_self()); });
            const Waiter waiter(process); // the only thread that takes the signal
            waiter.await_sleep();
            process.stdin_.close(); // the kernel wakes the thread, which reaps the child and then takes the signal
            std::string result = waiter.is_cancelled() ? "cancelled, " : "not cancelled, ";
            result += std::to_string(process.wait());
            return result + (process.usage == None ? ", lost" : ", recorded");
        }),
        EndsWith("cancelled, 3, recorded"));
}

#endif
