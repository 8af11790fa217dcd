// Trees whose supervisors or descriptors somebody else disturbs.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__) && SUBPROCESS_SUPERVISORS

#include <csignal>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <linux/seccomp.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// The numbers of our pidfds.
std::vector<int> pidfds() {
    std::vector<int> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code closed;
        if (std::filesystem::read_symlink(entry, closed).string().find("pidfd") != std::string::npos)
            found.push_back(std::stoi(entry.path().filename()));
    }
    return found;
}

/// Gives their numbers to another file, as a program does that closes descriptors which are not its own.
std::vector<Handle> replace_pidfds(const Handle& other) {
    std::vector<Handle> stolen;
    for (const int number : pidfds())
        stolen.emplace_back(::dup2(other.get(), number));
    return stolen;
}

} // namespace

TEST_CASE_METHOD(EverySupervisor, "a stopped supervisor goes on when it is needed", "[tree]") {
    INFO(name());
    LifeLine line;
    const Gate gate;
    Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate, pass_fds = {line.native_handle()});
    line.given();
    ::kill(parent_of(process.pid), SIGSTOP);
    SECTION("to pass on a signal") {
        process.terminate();
        CHECK(process.wait() == terminated);
    }
    SECTION("to end the tree") {
        process.kill();
        line.await_end();
    }
    SECTION("to tell of the end of the program") {
        ::kill(process.pid, SIGTERM);
        CHECK(process.wait() == terminated);
    }
}

TEST_CASE_METHOD(EverySupervisor, "a program that stops its supervisor starts and ends all the same", "[tree]") {
    INFO(name());
    CHECK(call({"/bin/sh", "-c", "kill -STOP $PPID; exit 3"}, subprocess::tree = true) == 3);
}

TEST_CASE_METHOD(EverySupervisor, "poll() knows what the handle of a program has told", "[tree]") {
    INFO(name());
    for (int i = 0; i < 20; ++i) {
        Gate gate;
        Popen process(child("until", 0, "exit", 3), subprocess::tree = true, stdin_ = gate);
        pollfd ended{process.native_handle(), POLLIN, 0};
        if (ended.fd == -1)
            return;
        ::kill(parent_of(process.pid), SIGSTOP);
        gate.open();
        ::poll(&ended, 1, -1);
        if (i % 2 == 0)
            ::kill(parent_of(process.pid), SIGCONT);
        while (process.poll() == None && i % 2 != 0) { // the first look lets the supervisor go on
        }
        CHECK(process.poll() == 3);
    }
}

TEST_CASE_METHOD(EverySupervisor, "a tree whose handles were closed uses no other file in their place", "[tree]") {
    INFO(name());
    const Pipe pipe;
    Gate gate;
    Popen process(child("until", 0, "exit", 3), subprocess::tree = true, stdin_ = gate);
    const std::vector<Handle> stolen = replace_pidfds(pipe.reader);
    gate.open();
    CHECK(process.wait() == 3);
    CHECK(process.stop() == 3);
    process.detach();
    for (const Handle& handle : stolen)
        CHECK(identity(handle.get()) == identity(pipe.reader.get()));
}

TEST_CASE_METHOD(EverySupervisor, "a tree whose handles were closed polls no other file in their place",
                 "[tree][beyond-posix][beyond-qemu]") {
    INFO(name());
    const Pipe pipe;
    Gate gate;
    Popen process(child("until", 0, "exit", 3), subprocess::tree = true, stdin_ = gate);
    const std::vector<Handle> stolen = replace_pidfds(pipe.reader);
    std::promise<int> listener;
    std::thread waiter([&] {
        listener.set_value(observe({{"FUTEX_WAIT", SYS_futex, 1, 0x7F, 0}, {"ppoll", SYS_ppoll}}));
        process.wait();
    });
    const Handle calls(listener.get_future().get());
    int polled = 0, slept = 0;
    constexpr int enough = 3;
    if (!calls.valid())
        gate.open();
    answer_calls(calls.get(), [&](const seccomp_data& call) {
        const bool is_poll = call.nr == SYS_ppoll && call.args[1] != 0;
        ++(is_poll ? polled : slept);
        if (polled != 0 || slept == enough)
            gate.open();
        return is_poll ? 1L : 0L; // as if one were ready
    });
    waiter.join();
    CHECK(process.returncode == 3);
    CHECK(polled == 0);
}

#endif
