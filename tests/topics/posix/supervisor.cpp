// What only trees with a supervisor can do, and what becomes of them when something else goes wrong.
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__)

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// Kinds of supervisors, without the systems that have none.
std::vector<Way> supervisors() {
    return supervised ? tree_ways() : std::vector<Way>();
}

using EverySupervisor = EachOf<&supervisors>;

/// A program that leaves a daemon and ends. The daemon holds `line`, and ignores whatever can be ignored.
template <class... Words> std::vector<std::string> leaving_daemon(const Words&... words) {
    return child("fork", "daemon", "ignore", SIGTERM, "ignore", SIGHUP, "ignore", SIGINT, "until", 0, "parent",
                 words...);
}

/// The supervisor is the parent of the program.
int parent_of(int pid) {
    std::istringstream stat(content_of("/proc/" + std::to_string(pid) + "/stat"));
    std::string number, name, state;
    int parent = 0;
    stat >> number >> name >> state >> parent;
    return parent;
}

/// From now on this process is nobody, who may change the user, as may its children, but may not kill those of others.
void become_user_who_may_change() {
    constexpr unsigned set_user = 1U << CAP_SETUID;
    constexpr uid_t nobody = 65534;
    ::prctl(PR_SET_KEEPCAPS, 1);
    if (::setresuid(nobody, nobody, nobody) != 0)
        throw std::runtime_error("setresuid");
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct data[2] = {{set_user, set_user, set_user}, {0, 0, 0}};
    if (::syscall(SYS_capset, &header, &data) != 0 ||
        ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SETUID, 0, 0) != 0)
        throw std::runtime_error("capabilities");
}

} // namespace

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
    CHECK(done.left_behind <= 1); // the daemon may not have left its parent yet
}

TEST_CASE_METHOD(EverySupervisor, "processes that multiply end with their tree", "[tree]") {
    INFO(name());
    LifeLine line;
    run(child("many", 20, "multiply"), subprocess::tree = true, stdout_ = PIPE, pass_fds = {line.native_handle()});
    line.given();
    CHECK_FALSE(line.alive());
}

TEST_CASE_METHOD(EverySupervisor, "a signal reaches members at any depth", "[tree]") {
    INFO(name());
    if (name() == "without pidfds")
        return; // the supervisor has them all the same: the feature is about us
    const Pipe pipe;
    const Gate gate;
    Popen process(child("on", SIGUSR1, "to", 1, "A", "then", "many", 3, "nest", 30, "to", 1, "ready", "until", 0),
                  subprocess::tree = true, stdin_ = gate, stdout_ = pipe.writer);
    std::string seen;
    const auto read = [&](std::size_t size) {
        for (seen.clear(); seen.size() < size;)
            seen += pipe.read();
        return seen;
    };
    read(4 * std::string("ready").size());
    process.send_signal(SIGUSR1);
    constexpr std::size_t members = 4 * (1 + 30);
    CHECK(read(members) == std::string(members, 'A'));
    process.kill();
    process.wait();
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
    const std::string text = "the supervisor of process " + word(process.pid) +
                             " was killed, so its return code is lost, and processes of its tree may be left";
    CHECK(text_of<SubprocessError>([&] { process.wait(); }) == text);
    CHECK(text_of<SubprocessError>([&] { process.stop(); }) == text);
    line.await_end();
}

// Being unseen --------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EverySupervisor, "a supervisor that shares our memory is no child that others see", "[tree]") {
    INFO(name());
    const Gate gate;
    Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate);
    const bool is_forked = ::waitpid(-1, nullptr, WNOHANG) == 0;
    const bool shares_memory = name() == "the first tree" || name() == "a later tree" || name() == "without pidfds" ||
                               name() == "a kernel that does not tell when a child has left our memory";
    CHECK(is_forked == !shares_memory);
}

TEST_CASE_METHOD(EverySupervisor, "a supervisor keeps nothing of ours open", "[tree]") {
    INFO(name());
    const Pipe pipe;
    const Gate gate;
    Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate);
    const std::string fds = "/proc/" + std::to_string(parent_of(process.pid)) + "/fd";
    const auto count = std::distance(std::filesystem::directory_iterator(fds), std::filesystem::directory_iterator());
    CHECK(count <= 3); // requests, signals, and our process
    CHECK(std::filesystem::read_symlink(fds + "/../cwd") == "/");
}

TEST_CASE_METHOD(EverySupervisor, "trees start with many open descriptors", "[tree]") {
    INFO(name());
    std::vector<Handle> open;
    for (int i = 0; i < 500; ++i)
        open.emplace_back(::fcntl(0, F_DUPFD_CLOEXEC, 3));
    const std::string path = (folder() / "fds").string();
    CHECK(call(child("fds", path, "exit", 2), subprocess::tree = true) == 2);
    const std::string fds = content_of(path);
    CHECK(std::count(fds.begin(), fds.end(), '\n') == 3);
}

// Where something is missing ------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EverySupervisor, "without free descriptors a tree is an error that leaves nothing", "[tree]") {
    INFO(name());
    run(child("exit", 0), subprocess::tree = true);
    CHECK(in_fork([] {
              std::string results;
              for (int free = 0; free < 9; ++free) {
                  const int lowest = Handle(::fcntl(0, F_DUPFD_CLOEXEC, 3)).get();
                  rlimit limit{};
                  ::getrlimit(RLIMIT_NOFILE, &limit);
                  limit.rlim_cur = static_cast<rlim_t>(lowest + free);
                  ::setrlimit(RLIMIT_NOFILE, &limit);
                  int outcome = -1;
                  try {
                      outcome = call(child("exit", 5), subprocess::tree = true);
                  } catch (const OSError& error) {
                      outcome = error.code().value();
                  }
                  if (outcome != 5 && outcome != EMFILE)
                      results += "with " + word(free) + " free: " + word(outcome) + "; ";
                  siginfo_t about{};
                  if (::waitid(P_ALL, 0, &about, WEXITED | WNOHANG | __WALL) == 0)
                      results += "with " + word(free) + " free a child is left; ";
              }
              return results;
          }) == "");
}

TEST_CASE_METHOD(EverySupervisor, "without /proc a tree is ended all the same", "[tree]") {
    INFO(name());
    if (::getuid() != 0)
        return;
    LifeLine line;
    const Gate gate;
    const std::string result = in_fork([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", "/proc", "tmpfs", 0, nullptr) != 0)
            return std::string("not allowed");
        const CompletedProcess done =
            run(leaving_daemon("exit", 3), subprocess::tree = true, stdin_ = gate, pass_fds = {line.native_handle()});
        return word(done.returncode);
    });
    line.given();
    CHECK_FALSE(line.alive());
    CHECK((result == "3" || result == "not allowed"));
}

TEST_CASE_METHOD(EverySupervisor, "a member that may not be killed is named", "[tree]") {
    INFO(name());
    if (::getuid() != 0)
        return;
    CHECK(in_fork([] {
              become_user_who_may_change();
              Gate gate;
              const Pipe pipe;
              Popen process(child("fork", "user", 0, "ids", "until", 0, "parent", "until", 0), subprocess::tree = true,
                            stdin_ = gate, stdout_ = pipe.writer);
              std::istringstream ids(pipe.read());
              std::string member;
              ids >> member;
              const std::string text = text_of<PermissionError>([&] { process.stop(); });
              gate.open();
              while (true)
                  try {
                      process.stop();
                      break;
                  } catch (const PermissionError&) { // the member is about to end
                  }
              const std::string expected = "[Errno 1] Operation not permitted: 'process " + member + " of the tree'";
              return text == expected && *process.returncode == -SIGKILL ? "named" : text;
          }) == "named");
}

#endif
