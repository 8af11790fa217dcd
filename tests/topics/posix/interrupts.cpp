// Ctrl-C: SIGINT runs the program's own handler. There is no KeyboardInterrupt, so no call ends early or kills its
// child.
#include "support/posix/helpers.hpp"

#include <csignal>
#include <functional>
#include <thread>

#include <pthread.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

volatile std::sig_atomic_t interrupts = 0;

void count_interrupt(int) {
    interrupts = interrupts + 1;
}

/// Installs a handler that interrupts system calls, as Python's do.
void handle_interrupts() {
    struct sigaction action {};
    action.sa_handler = count_interrupt;
    ::sigaction(SIGINT, &action, nullptr);
}

#if defined(__linux__)

pid_t own_thread() {
    return ::gettid();
}

/// True if a thread of this process sleeps in a system call that signals interrupt.
bool is_asleep(pid_t thread) {
    const std::string stat = content_of("/proc/self/task/" + std::to_string(thread) + "/stat");
    return stat.compare(stat.rfind(')') + 1, 2, " S") == 0;
}

#else // elsewhere this is unknown: a signal may come too early, but a later one does not

pid_t own_thread() {
    return 0;
}

bool is_asleep(pid_t) {
    return true;
}

#endif

/// Interrupts `work` three times while it sleeps, and then lets its child continue. It begins when the child has
/// started and said so: before, it is the start that sleeps. \return the result of `work`
int interrupted(const Pipe& started, Gate& gate, const std::function<int()>& work) {
    const pthread_t worker = ::pthread_self();
    const pid_t id = own_thread();
    std::thread sender([&] {
        started.read();
        while (interrupts < 3) {
            if (is_asleep(id))
                ::pthread_kill(worker, SIGINT);
            std::this_thread::yield();
        }
        gate.open();
    });
    const int code = work();
    sender.join();
    return code;
}

} // namespace

TEST_CASE_METHOD(Census, "SIGINT in the parent runs its handler but ends no call and kills no child",
                 "[py-130][py-191]") {
    const Pipe started;
    const int fd = started.writer.get();
    const auto waiting = child("to", fd, "started", "until", 0, "exit", 7);
    const std::function<int(Gate&)> ways_to_wait[] = {
        [&](Gate& gate) { return call(waiting, stdin_ = gate, pass_fds = {fd}); },
        [&](Gate& gate) { return call(waiting, stdin_ = gate, pass_fds = {fd}, timeout = 1h); },
        [&](Gate& gate) { return run(waiting, stdin_ = gate, pass_fds = {fd}, stdout_ = PIPE).returncode; },
        [&](Gate& gate) {
            return run(waiting, stdin_ = gate, pass_fds = {fd}, capture_output = true, timeout = 1h).returncode;
        },
        [&](Gate& gate) {
            Popen process(waiting, stdin_ = gate, pass_fds = {fd}, stdout_ = PIPE, bufsize = 0);
            return process.stdout_.read(1 << 20).empty() ? process.wait() : -1;
        },
        [&](Gate& gate) {
            const auto path = folder() / "end";
            {
                const Popen process(child("to", fd, "started", "until", 0, "to", 1, "7"), stdin_ = gate,
                                    pass_fds = {fd}, stdout_ = open(path, "w"));
            }
            return std::stoi(content_of(path));
        },
    };
    for (const auto& wait_for_child : ways_to_wait)
        CHECK(in_fork([&] {
                  handle_interrupts();
                  Gate gate;
                  return std::to_string(interrupted(started, gate, [&] { return wait_for_child(gate); }));
              }) == "7");
}
