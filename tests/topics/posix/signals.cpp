// Signals: what a child inherits, and that the parent's handlers, masks and pending signals do not change.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <atomic>
#include <csignal>
#include <thread>

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

void do_nothing(int) {}

void set_action(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    ::sigaction(signal, &action, nullptr);
}

void block(int signal) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

std::string signals_of_child(const Options& options = {}) {
    return run(child("signals"), stdout_ = PIPE, options).stdout_;
}

} // namespace

TEST_CASE_METHOD(EveryWay, "SIGPIPE and SIGXFSZ are restored in a child", "[lesson-65][py-93]") {
    INFO(name());
    CHECK(in_fork([] {
              for (const int signal : {SIGPIPE, SIGXFSZ, SIGUSR1})
                  set_action(signal, SIG_IGN);
              return signals_of_child();
          }) == ": " + std::to_string(SIGUSR1));
}

TEST_CASE_METHOD(EveryWay, "with restore_signals false SIGPIPE and SIGXFSZ are inherited", "[py-94]") {
    INFO(name());
    CHECK(in_fork([] {
              set_action(SIGPIPE, SIG_IGN);
              Options keep;
              keep.restore_signals = false;
              return signals_of_child(keep);
          }) == ": " + std::to_string(SIGPIPE));
}

TEST_CASE_METHOD(EveryWay, "the parent's signal handlers are reset in a child", "[py-94]") {
    INFO(name());
    CHECK(in_fork([] {
              set_action(SIGTERM, do_nothing);
              set_action(SIGPIPE, do_nothing);
              Popen process(child("raise", SIGTERM));
              return signals_of_child() + ' ' + std::to_string(process.wait());
          }) == ": -15");
}

namespace {

/// The signals of a child whose parent blocks SIGUSR1 and SIGPIPE, and what has changed in the parent.
std::string signals_under_mask(bool restores) {
    return in_fork([&] {
        block(SIGUSR1);
        block(SIGPIPE);
        const Findings before = take_census();
        Options options;
        options.restore_signals = restores;
        const std::string seen = signals_of_child(options);
        return seen + differences(before, take_census());
    });
}

} // namespace

TEST_CASE_METHOD(EveryWay, "no signal is blocked in a child, and the caller keeps its mask", "[lesson-65]") {
    INFO(name());
    CHECK(signals_under_mask(true) == ":");
}

TEST_CASE_METHOD(EveryWay, "with restore_signals false a child has the caller's mask", "[lesson-65][py-95]") {
    INFO(name());
    CHECK(signals_under_mask(false) == std::to_string(SIGUSR1) + ' ' + std::to_string(SIGPIPE) + " :");
}

// Servers that handle SIGTERM with sigwait() or a signalfd block it.
TEST_CASE_METHOD(EveryWay, "a program that blocks SIGTERM can terminate its children") {
    INFO(name());
    CHECK(in_fork([] {
              block(SIGTERM);
              Popen process(child("until", 0), stdin_ = PIPE);
              process.terminate();
              return std::to_string(process.wait());
          }) == "-15");
}

TEST_CASE_METHOD(EveryWay, "a failed start leaves signal mask and handlers unchanged", "[lesson-65]") {
    INFO(name());
    CHECK(in_fork([] {
              block(SIGUSR1);
              set_action(SIGUSR2, do_nothing);
              const Findings before = take_census();
              thrown<FileNotFoundError>([] { run({"/nonexistent"}); });
              return differences(before, take_census());
          }) == "");
}

namespace {

std::atomic<int>* strangers = nullptr; // in shared memory, so that a fork sees it, too
pid_t parent_of_all = 0;

void count_strangers(int) {
    if (::getpid() != parent_of_all)
        ++*strangers;
}

} // namespace

TEST_CASE_METHOD(EveryWay, "no handler of the parent runs in a child", "[py-96]") {
    INFO(name());
    CHECK(in_fork([] {
              void* memory =
                  ::mmap(nullptr, sizeof(*strangers), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
              strangers = new (memory) std::atomic<int>(0);
              parent_of_all = ::getpid();
              ::setpgid(0, 0);
              set_action(SIGUSR1, count_strangers);
              std::atomic<bool> done{false};
              std::thread shooter([&] {
                  while (!done) {
                      ::kill(0, SIGUSR1); // signals this process and every child in its group
                      std::this_thread::yield();
                  }
              });
              for (int i = 0; i < 100 && *strangers == 0; ++i)
                  run({STATIC_CHILD});
              done = true;
              shooter.join();
              return std::to_string(*strangers);
          }) == "0");
}

// SIGPIPE in the parent -----------------------------------------------------------------------------------------------

namespace {

int sigpipes_handled = 0;

void count_sigpipe(int) {
    ++sigpipes_handled;
}

/// The state that a caller is in, and must be in afterwards.
struct Situation {
    void (*disposition)(int);
    bool blocked;
    enum Pending { none, for_thread, for_process } pending;

    void enter() const {
        set_action(SIGPIPE, disposition);
        if (blocked)
            block(SIGPIPE);
        if (pending == for_thread)
            ::pthread_kill(::pthread_self(), SIGPIPE);
        if (pending == for_process)
            ::kill(::getpid(), SIGPIPE);
    }
};

/// The signals pending for this thread and for the process, as the kernel reports them.
std::string pending_signals() {
    const std::string status = content_of("/proc/thread-self/status");
    const std::size_t start = status.find("SigPnd:");
    return status.substr(start, status.find("SigBlk:") - start);
}

/// Writes to dead children in every way that the library has.
void write_to_dead_children() {
    const std::string much(1 << 20, 'x');
    const auto dead = [](int size) {
        Popen process(child("exit", 0), stdin_ = PIPE, bufsize = size);
        process.wait();
        return process;
    };
    const auto half_reader = child("read", 0, 1, "close", 0); // even a partly successful write can raise SIGPIPE
    run(half_reader, input = much);
    run(half_reader, input = much, capture_output = true);
    run(half_reader, input = much, timeout = 1h);
    thrown<BrokenPipeError>([&] { dead(0).stdin_.write("x"); });
    thrown<BrokenPipeError>([&] { dead(-1).stdin_.write(much); });
    dead(-1).stdin_.write("flushed by the destructor");
    dead(-1).communicate("x");
}

/// The number of handled signals and the changes in state after writing to dead children in this situation. "0" means
/// success.
std::string changes_by_writing(const Situation& situation) {
    return in_fork([&] {
        situation.enter();
        const Findings before = take_census();
        const std::string pending = pending_signals();
        write_to_dead_children();
        std::string changes = differences(before, take_census());
        if (pending_signals() != pending)
            changes += pending + "became" + pending_signals();
        return changes + std::to_string(sigpipes_handled);
    });
}

/// With the kernel's means to suppress the signal, and without.
std::vector<Way> ways_to_write() {
    return {{"", SpawnMethod::automatic},
            {"", SpawnMethod::automatic, static_cast<unsigned>(os::Feature::nosignal_writes)}};
}

using Pending = Situation::Pending;

} // namespace

TEST_CASE_METHOD(Census, "writing to a dead child leaves SIGPIPE as it was", "[lesson-33][lesson-34][py-97][py-151]") {
    const Forced way(GENERATE(from_range(ways_to_write())));
    const auto disposition = GENERATE(SIG_DFL, SIG_IGN, count_sigpipe);
    const bool blocked = GENERATE(false, true);
    CHECK(changes_by_writing({disposition, blocked, Pending::none}) == "0");
    if (blocked)
        CHECK(changes_by_writing({disposition, blocked, Pending::for_thread}) == "0");
}

// Plain POSIX cannot distinguish signals pending for the process from those pending for the thread.
TEST_CASE_METHOD(Census, "writing to a dead child keeps a process-wide pending SIGPIPE", "[beyond-posix][lesson-34]") {
    const Forced way(GENERATE(from_range(ways_to_write())));
    const auto disposition = GENERATE(SIG_DFL, SIG_IGN, count_sigpipe);
    CHECK(changes_by_writing({disposition, true, Pending::for_process}) == "0");
}
