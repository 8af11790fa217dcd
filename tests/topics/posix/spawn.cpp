// The spawn methods: all have the same results, and a forced one is used if it supports the call.
#include "support/posix/helpers.hpp"
#include "support/posix/system.hpp"
#include "support/posix/ways.hpp"

#include "os/posix/start/last_method.hpp"

#include <cerrno>
#include <csignal>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

/// The spawn method that was used for a child with these keywords.
template <class... K> SpawnMethod way_of(K&&... keywords) {
    run(child("exit", 0), std::forward<K>(keywords)...);
    return os::last_spawn_method();
}

} // namespace

namespace subprocess {
inline namespace v1 {
// For the messages of failed checks.
std::ostream& operator<<(std::ostream& out, SpawnMethod method) {
    const char* const names[] = {"automatic", "vfork", "posix_spawn", "fork"};
    return out << names[static_cast<int>(method)];
}
} // namespace v1
} // namespace subprocess

TEST_CASE_METHOD(EveryWay, "results are the same for every spawn method", "[lesson-1][lesson-3][py-124]") {
    INFO(name());
    const CompletedProcess done = run(child("cat", "to", 2, "err", "exit", 42), input = "in", capture_output = true);
    CHECK(done.stdout_ == "in");
    CHECK(done.stderr_ == "err");
    CHECK(done.returncode == 42);
    CHECK(run(child("raise", SIGKILL)).returncode == -SIGKILL);
    CHECK(check_output(child("env"), env = {{"FRUIT", "apple"}}, cwd = "/") == "FRUIT=apple\n");
    CHECK(check_output({"sh", "-c", "echo found"}, executable = "sh") == "found\n");
    CHECK_THAT('\n' + output_of("env"), ContainsSubstring("\nTMPDIR="));
}

TEST_CASE_METHOD(EveryWay, "errors are the same for every spawn method",
                 "[lesson-5][lesson-6][lesson-7][lesson-8][py-115][py-116][py-118]") {
    INFO(name());
    const auto start = [](const Command& command, auto&&... keywords) {
        run(command, capture_output = true, input = "x", std::forward<decltype(keywords)>(keywords)...);
    };
    const std::filesystem::path plain = file("plain", "");
    CHECK(thrown<FileNotFoundError>([&] { start({"/nonexistent"}); }).filename == "/nonexistent");
    CHECK(thrown<FileNotFoundError>([&] { start({"nonexistent"}, env = {}); }).filename == "nonexistent");
    CHECK(thrown<PermissionError>([&] { start({plain}); }).filename == plain);
    CHECK(thrown<NotADirectoryError>([&] { start({plain / "below"}); }).filename == plain / "below");
    CHECK(thrown<FileNotFoundError>([&] { start({"/x"}, cwd = "/nonexistent/cwd"); }).filename == "/nonexistent/cwd");
    CHECK(thrown<NotADirectoryError>([&] { start({"/x"}, cwd = plain); }).filename == plain);
    CHECK(thrown<PermissionError>([&] { start({""}); }).filename == "");
    CHECK(thrown<PermissionError>([&] {
              start({"plain"}, env = {{"PATH", "/nonexistent:" + folder().string()}});
          }).filename == "plain");
}

TEST_CASE_METHOD(EveryWay, "waiting and killing work the same for every spawn method",
                 "[lesson-42][lesson-45][lesson-46][py-129]") {
    INFO(name());
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(process.poll() == None);
    CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    std::thread waiter([&] { process.wait(1h); });
    std::thread other([&] { process.wait(); });
    process.kill();
    waiter.join();
    other.join();
    CHECK(process.returncode == -SIGKILL);
    process.kill();
    CHECK(process.wait(0) == -SIGKILL);
}

TEST_CASE_METHOD(EveryWay, "the timeout holds for every spawn method", "[lesson-49]") {
    INFO(name());
    Gate gate;
    CHECK_THROWS_AS(run(child("until", gate.native_handle()), input = std::string(1 << 20, 'x'), capture_output = true,
                        timeout = moment, pass_fds = {gate.native_handle()}),
                    TimeoutExpired);
}

TEST_CASE_METHOD(EveryWay, "a child that was reaped elsewhere gets a return code for every spawn method",
                 "[lesson-55][py-133]") {
    INFO(name());
    Popen process(child("exit", 3));
    int status = 0;
    CHECK(::waitpid(process.pid, &status, 0) == process.pid);
    const int code = process.wait(1h);
    CHECK((code == 3 || code == 0));
    CHECK(process.poll() == code);
}

TEST_CASE_METHOD(EveryWay, "waiting works with SIGCHLD ignored for every spawn method", "[lesson-55][py-133]") {
    INFO(name());
    CHECK(in_fork([] {
              std::signal(SIGCHLD, SIG_IGN);
              const CompletedProcess done = run(child("to", 1, "out", "exit", 3), stdout_ = PIPE, timeout = 1h);
              thrown<FileNotFoundError>([] { run({"/nonexistent"}); });
              return (done.returncode == 3 || done.returncode == 0) ? *done.stdout_ : "wrong code";
          }) == "out");
}

TEST_CASE_METHOD(EveryWay, "running out of processes throws BlockingIOError", "[py-112][py-121]") {
    INFO(name());
    CHECK(in_fork([] {
              const rlimit none{0, 0};
              ::setrlimit(RLIMIT_NPROC, &none);
              if (::geteuid() == 0 && ::setuid(65534) != 0)
                  return std::string("cannot become nobody");
              make_dumpable(); // otherwise /proc/self/fd belongs to root
              const Findings before = open_fds();
              const auto error =
                  thrown<BlockingIOError>([] { run({STATIC_CHILD}, input = "x", capture_output = true); });
              return std::to_string(error.code().value()) + error.filename + differences(before, open_fds());
          }) == std::to_string(EAGAIN));
}

TEST_CASE_METHOD(Census, "a lost return code is 0, with a warning", "[lesson-55][py-133]") {
    const Forced way({"", SpawnMethod::automatic, static_cast<unsigned>(os::Feature::pidfd)});
    const Listener listener;
    Popen process(child("exit", 3));
    CHECK(::waitpid(process.pid, nullptr, 0) == process.pid);
    CHECK(process.wait() == 0);
    CHECK(process.wait() == 0);
    CHECK(listener.heard == "RuntimeWarning: the return code of process " + std::to_string(process.pid) +
                                " is lost, since it was reaped elsewhere; 0 is assumed");
}

// The choice of the spawn method --------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a forced spawn method is used", "[beyond-posix][beyond-qemu][py-122]") {
    const SpawnMethod method = GENERATE(SpawnMethod::vfork, SpawnMethod::posix_spawn, SpawnMethod::fork);
    const Forced way({"", method});
    CHECK(way_of(close_fds = false) == method);
    CHECK(way_of(close_fds = false, capture_output = true, env = {}) == method);
    CHECK(way_of(close_fds = false, start_new_session = true) == method);
}

#if defined(__GLIBC__)

TEST_CASE_METHOD(Census, "posix_spawn can close descriptors", "[beyond-posix][beyond-qemu][py-122]") {
    const Forced way({"", SpawnMethod::posix_spawn});
    CHECK(way_of(close_fds = true) == SpawnMethod::posix_spawn);
}

#endif

TEST_CASE_METHOD(Census, "by default a child is started by vfork", "[beyond-posix][beyond-qemu][py-122]") {
    const Forced way({"", SpawnMethod::automatic});
    CHECK(way_of() == SpawnMethod::vfork);
    CHECK(way_of(cwd = "/", umask_ = 0, pass_fds = {0}, process_group = 0) == SpawnMethod::vfork);
}

TEST_CASE_METHOD(Census, "preexec_fn and another user need fork", "[py-111][py-122]") {
    const SpawnMethod method = GENERATE(SpawnMethod::automatic, SpawnMethod::vfork, SpawnMethod::posix_spawn);
    const Forced way({"", method});
    CHECK(way_of(preexec_fn = [] {}) == SpawnMethod::fork);
    if (::geteuid() == 0) {
        CHECK(way_of(user_ = 0) == SpawnMethod::fork);
        CHECK(way_of(group_ = 0) == SpawnMethod::fork);
        CHECK(way_of(extra_groups = {0}) == SpawnMethod::fork);
    }
}

TEST_CASE_METHOD(Census, "options that posix_spawn does not support fall back to fork", "[py-123]") {
    const Forced way({"", SpawnMethod::posix_spawn});
    CHECK(way_of(cwd = "/") == SpawnMethod::fork);
    CHECK(way_of(pass_fds = {0}) == SpawnMethod::fork);
    CHECK(way_of(umask_ = 022) == SpawnMethod::fork);
    CHECK(way_of(stdin_ = 1, stdout_ = 0) == SpawnMethod::fork);
}

namespace {

constexpr unsigned clone_calls = static_cast<unsigned>(os::Feature::clone3) | static_cast<unsigned>(os::Feature::clone);

} // namespace

TEST_CASE_METHOD(Census, "without clone and posix_spawn, fork is used", "[py-121]") {
    const Forced way({"", SpawnMethod::automatic, clone_calls | static_cast<unsigned>(os::Feature::posix_spawn)});
    CHECK(way_of() == SpawnMethod::fork);
}

// posix_spawn waits like vfork() on Linux, and no signal can interrupt that wait.
TEST_CASE_METHOD(Census, "Linux uses posix_spawn only when forced", "[beyond-posix]") {
    const SpawnMethod method = GENERATE(SpawnMethod::automatic, SpawnMethod::vfork);
    const Forced way({"", method, clone_calls});
    CHECK(way_of(close_fds = false) == SpawnMethod::fork);
}

TEST_CASE_METHOD(Census, "the first child shows whether memory is shared", "[beyond-posix][beyond-qemu]") {
    const Forced way({"", SpawnMethod::automatic});
    CHECK_THROWS_AS(run({"/nonexistent"}), FileNotFoundError);
    CHECK(os::memory_sharing() == os::MemorySharing::unknown);
    run({STATIC_CHILD});
    CHECK(os::memory_sharing() != os::MemorySharing::unknown);
}

TEST_CASE_METHOD(Census, "where memory is not shared, fork is used", "") {
    const Forced way({"", SpawnMethod::automatic, 0, os::MemorySharing::copied});
    CHECK(way_of() == SpawnMethod::fork);
}
