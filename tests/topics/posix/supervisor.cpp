// What only trees with a supervisor can do, and what becomes of them when something else goes wrong.
#include "support/posix/another_user.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__) && SUBPROCESS_SUPERVISORS

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

// Daemons -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EverySupervisor, "a daemon ends with its tree", "[tree]") {
    INFO(name());
    LifeLine line;
    const Gate gate;
    const CompletedProcess done = run(leaving_daemon("exit", 3), subprocess::tree = true, stdin_ = gate,
                                      capture_output = true, pass_fds = {line.native_handle()});
    line.given();
    CHECK_FALSE(line.alive());
    CHECK(done.returncode == 3);
    CHECK(done.left_behind <= 2); // the daemon may not have left its parent yet
}

TEST_CASE_METHOD(EverySupervisor, "processes that multiply end with their tree", "[tree]") {
    INFO(name());
    LifeLine line;
    const Gate gate;
    run(child("many", 20, "multiply", 0), subprocess::tree = true, stdin_ = gate, stdout_ = PIPE,
        pass_fds = {line.native_handle()});
    line.given();
    CHECK_FALSE(line.alive());
}

TEST_CASE_METHOD(EverySupervisor, "a signal reaches members at any depth", "[tree]") {
    INFO(name());
    if (name() == "without pidfds")
        return; // the supervisor has them all the same: the feature is about us
    const Pipe pipe;
    const Gate gate;
    // The signal ends those between the program and the deepest.
    Popen process(child("many", 3, "nest", 30, "on", SIGUSR1, "to", 1, "A", "then", "to", 1, "ready", "until", 0),
                  subprocess::tree = true, stdin_ = gate, stdout_ = pipe.writer);
    std::string seen;
    const auto read = [&](std::size_t size) {
        for (seen.clear(); seen.size() < size;)
            seen += pipe.read();
        return seen;
    };
    read(4 * std::string("ready").size());
    process.send_signal(SIGUSR1);
    CHECK(read(4) == "AAAA");
    process.kill();
    process.wait();
}

TEST_CASE_METHOD(EverySupervisor, "the usage of a tree is that of all its processes", "[tree]") {
    INFO(name());
    Popen process(child("fork", "daemon", "compute", 60, "to", 1, "x", "parent", "until", 0), subprocess::tree = true,
                  stdin_ = PIPE, stdout_ = PIPE);
    process.stdout_.read(1);
    process.communicate();
    REQUIRE(process.tree_usage != None);
    CHECK(process.tree_usage->user + process.tree_usage->system > 0.05);
    CHECK(process.usage->user + process.usage->system < 0.05);
    CHECK(run(child("exit", 0)).tree_usage == None);
}

// Deaths --------------------------------------------------------------------------------------------------------------

namespace {

/// Starts a tree with a daemon in a fork of this process, which then ends as `end` says.
template <class End> void end_owner(const LifeLine& line, const Gate& gate, End end) {
    in_fork([&] {
        const Pipe started;
        Popen process(child("fork", "daemon", "ignore", SIGTERM, "to", 1, "x", "until", 0, "parent", "until", 0),
                      subprocess::tree = true, stdin_ = gate, stdout_ = started.writer,
                      pass_fds = {line.native_handle()});
        started.read();
        end();
        return "it goes on";
    });
}

} // namespace

TEST_CASE_METHOD(EverySupervisor, "a tree ends with its owner", "[tree]") {
    INFO(name());
    SECTION("killed") {
        LifeLine line;
        const Gate gate;
        end_owner(line, gate, [] { ::raise(SIGKILL); });
        line.given();
        line.await_end();
    }
    SECTION("exited") {
        LifeLine line;
        const Gate gate;
        end_owner(line, gate, [] { ::_exit(0); });
        line.given();
        line.await_end();
    }
    SECTION("replaced by another program") {
        LifeLine line;
        const Gate gate;
        end_owner(line, gate, [] { ::execl(CHILD_PROGRAM, "child", "exit", "0", nullptr); });
        line.given();
        line.await_end();
    }
}

TEST_CASE_METHOD(EverySupervisor, "the death of a supervisor is told, and ends the program", "[tree]") {
    INFO(name());
    const Gate gate;
    LifeLine line;
    Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate, pass_fds = {line.native_handle()});
    line.given();
    ::kill(parent_of(process.pid), SIGKILL);
    const std::string expected = "the supervisor of process " + word(process.pid) +
                                 " was killed, so its return code is lost, and processes of its tree may be left";
    CHECK(text_of<SubprocessError>([&] { process.wait(); }) == expected);
    CHECK(text_of<SubprocessError>([&] { process.stop(); }) == expected);
    line.await_end();
}

TEST_CASE_METHOD(EverySupervisor, "a program with another group ends with its supervisor, too", "[tree]") {
    INFO(name());
    if (::geteuid() != 0)
        TESTS_SKIP("only root may do that");
    constexpr unsigned some_group = 54321;
    const Gate gate;
    LifeLine line;
    Popen process(child("to", 1, "x", "until", 0), subprocess::tree = true, stdin_ = gate, stdout_ = PIPE,
                  group_ = some_group, pass_fds = {line.native_handle()});
    line.given();
    process.stdout_.read(1);
    ::kill(parent_of(process.pid), SIGKILL);
    line.await_end();
    CHECK_THROWS_AS(process.wait(), SubprocessError);
}

namespace {

std::string status_of(int pid) {
    const std::string stat = content_of("/proc/" + std::to_string(pid) + "/stat");
    return stat.substr(std::min(stat.size(), stat.rfind(')') + 1));
}

bool has_ended(int pid) {
    const std::string status = status_of(pid);
    return status.empty() || status[1] == 'Z';
}

/// Of its CPU time.
double seconds_of(int pid) {
    std::istringstream status(status_of(pid));
    std::string ignored;
    for (int i = 0; i < 11; ++i)
        status >> ignored;
    long user = 0, system = 0;
    status >> user >> system;
    return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace

TEST_CASE_METHOD(EverySupervisor, "a member that was killed before the end was not left behind", "[tree]") {
    INFO(name());
    Gate gate;
    Popen process(child("fork", "until", gate.native_handle(), "raise", SIGKILL, "parent", "until", 0),
                  subprocess::tree = true, stdin_ = PIPE, pass_fds = {gate.native_handle()});
    const int supervisor = parent_of(process.pid);
    process.stdin_.close();
    CHECK(process.wait() == 0);
    gate.open();
    while (!has_ended(supervisor))
        std::this_thread::yield();
    process.communicate();
    CHECK(process.left_behind == 0);
}

namespace {

long resident_kib(int pid) {
    const std::string status = content_of("/proc/" + std::to_string(pid) + "/status");
    const std::size_t line = status.find("VmRSS:");
    return line == std::string::npos ? 0 : std::strtol(status.c_str() + line + 6, nullptr, 10);
}

} // namespace

TEST_CASE_METHOD(EverySupervisor, "a detached supervisor gives back the memory of its owner, which has ended",
                 "[tree]") {
    INFO(name());
    Gate gate;
    LifeLine line;
    const Pipe told;
    in_fork([&] {
        const std::string memory(64 << 20, 'x');
        Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate, pass_fds = {line.native_handle()});
        const std::string pid = std::to_string(parent_of(process.pid));
        process.detach();
        static_cast<void>(::write(told.writer.get(), pid.data(), pid.size()) + memory.back());
        ::_exit(0);
        return "";
    });
    line.given();
    const int supervisor = std::stoi(told.read());
    if (shares_memory(name()))
        while (resident_kib(supervisor) > 32 * 1024)
            std::this_thread::yield();
    const double before = seconds_of(supervisor);
    std::this_thread::sleep_for(250ms);
    CHECK(seconds_of(supervisor) - before < 0.05); // nor does it look again and again
    CHECK(line.alive());
    gate.open();
    line.await_end();
}

#endif
