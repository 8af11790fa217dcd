// What pidfds are used for, and what happens where they do not work.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#if defined(__linux__)

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <future>
#include <thread>
#include <vector>

#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/posix/end/exit_handle.hpp"
#include "os/posix/start/child.hpp"

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

/// True if the kernel reports through a pidfd how a reaped process ended (Linux 6.15).
bool keeps_exit_status() {
    constexpr std::uint64_t exit_status = 8;  // PIDFD_INFO_EXIT
    std::uint64_t info[8] = {exit_status, 0}; // struct pidfd_info begins with its mask
    const pid_t pid = ::fork();
    if (pid == 0)
        ::_exit(0);
    const Handle pidfd(static_cast<int>(::syscall(434, pid, 0))); // pidfd_open
    ::waitpid(pid, nullptr, 0);
    return control(pidfd.get(), _IOWR(0xFF, 11, info), info) == 0 && (info[0] & exit_status) != 0;
}

const std::vector<SystemCall> polls = {{"ppoll", SYS_ppoll}, {"ppoll with 64 bits of time", 414}};
const std::vector<SystemCall> sleeps = {
    {"nanosleep", SYS_nanosleep}, {"clock_nanosleep", SYS_clock_nanosleep}, {"with 64 bits of time", 407}};

bool is_one_of(const std::vector<SystemCall>& calls, long number) {
    return std::any_of(calls.begin(), calls.end(), [number](const SystemCall& call) { return call.number == number; });
}

} // namespace

TEST_CASE_METHOD(Census, "the kernel still has the code of a child that was reaped elsewhere",
                 "[beyond-posix][py-133]") {
    if (!keeps_exit_status())
        TESTS_SKIP("this kernel keeps none");
    const Listener listener;
    for (const bool has_ended_well : {true, false}) {
        Popen process(has_ended_well ? child("exit", 3) : child("raise", SIGKILL));
        CHECK(::waitpid(process.pid, nullptr, 0) == process.pid);
        CHECK(process.wait() == (has_ended_well ? 3 : killed));
    }
    CHECK(listener.heard == "");
}

TEST_CASE_METHOD(Census, "signals are sent by pidfd, not by pid", "[beyond-posix][beyond-qemu][py-144]") {
    CHECK(in_fork([] {
              Popen process(child("until", 0), stdin_ = PIPE);
              if (process.native_handle() < 0)
                  return word(terminated);
              refuse({{"kill", SYS_kill}}, EPERM);
              process.terminate();
              return word(process.wait());
          }) == word(terminated));
}

TEST_CASE_METHOD(Census, "signals are sent by pid if they cannot be sent by pidfd", "[beyond-qemu][py-141]") {
    const int error = GENERATE(EPERM, ENOSYS);
    CHECK(in_fork([error] {
              refuse({{"pidfd_send_signal", 424}}, error);
              Popen process(child("until", 0), stdin_ = PIPE);
              std::thread waiter([&] { process.wait(); });
              thrown<OSError>([&] { process.send_signal(12345); });
              process.terminate();
              waiter.join();
              return word(*process.returncode);
          }) == word(terminated));
}

TEST_CASE_METHOD(Census, "return codes are right where waitid does not support pidfds, as on Linux 5.3",
                 "[beyond-qemu][py-133]") {
    CHECK(in_fork([] {
              constexpr std::uint32_t of_a_pidfd = 3;
              refuse({{"waitid of a pidfd", SYS_waitid, 0, ~0U, of_a_pidfd}}, EINVAL);
              Popen process(child("exit", 3));
              while (process.poll() == None) {
              }
              return word(*process.returncode) + word(call(child("exit", 4))) +
                     word(call(child("exit", 5), timeout = 1h));
          }) == "345");
}

TEST_CASE_METHOD(Census, "a process that is not our child has no exit handle") {
    CHECK(os::ExitHandle(::getpid(), {}).get() == -1); // like a pid that was reused after the child was reaped
    CHECK(os::ExitHandle(::getppid(), {}).get() == -1);
}

TEST_CASE_METHOD(Census, "a start whose report cannot be read is not taken for a success", "[beyond-qemu][py-112]") {
    const Forced way({"", SpawnMethod::fork});
    LifeLine line;
    CHECK(in_fork([&] {
              Gate gate;
              refuse({{"read of a report", SYS_read, 2, ~0U, sizeof(os::ChildReport)}}, EIO);
              const auto error = thrown<OSError>([&] {
                  const Popen process(child("until", 0), stdin_ = gate, cwd = "/", passing({line.native_handle()}));
              });
              return word(error.code().value()) + error.filename + children();
          }) == word(EIO)); // and no file name: the error is not about the cwd
    line.given();
    line.await_end();
}

TEST_CASE_METHOD(Census, "a pidfd that is ready too early is polled again", "[beyond-posix][beyond-qemu][py-129]") {
    Gate gate;
    Popen process(child("until", 0, "exit", 3), stdin_ = gate);
    std::vector<SystemCall> watched = polls;
    watched.insert(watched.end(), sleeps.begin(), sleeps.end());
    std::promise<int> listener;
    std::thread waiter([&] {
        listener.set_value(observe(watched));
        process.wait(1h);
    });
    const Handle calls(listener.get_future().get());
    int polled = 0, slept = 0;
    constexpr int many = 10;
    if (!calls.valid())
        gate.open();
    answer_calls(calls.get(), [&](const seccomp_data& call) {
        const bool has_descriptors = is_one_of(polls, call.nr) && call.args[1] != 0;
        ++(has_descriptors ? polled : slept);
        const bool is_early = polled == 1 && slept == 0;
        if (polled == 2 || slept == many)
            gate.open();
        return is_early ? 1L : 0L; // as if one of the descriptors were ready
    });
    waiter.join();
    CHECK(process.returncode == 3);
    if (!calls.valid())
        TESTS_SKIP("system calls of ours cannot be answered here");
    CHECK(polled >= 2);
    CHECK(slept < many);
}

#endif
