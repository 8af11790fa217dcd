// What supervisors are to the rest of the system, and what they do where something is missing.
#include "support/posix/another_user.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__) && SUBPROCESS_SUPERVISORS

#include "os/posix/end/tree_record.hpp"
#include "os/posix/start/child.hpp"
#include "os/posix/start/supervisor.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <memory>
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
namespace os = subprocess::detail::os;

// Being unseen --------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EverySupervisor, "a supervisor that shares our memory is no child that others see", "[tree]") {
    INFO(name());
    const Gate gate;
    Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate);
    const bool is_forked = ::waitpid(-1, nullptr, WNOHANG) == 0;
    CHECK(is_forked == !shares_memory(name()));
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

TEST_CASE_METHOD(EverySupervisor, "a signal that cannot reach all for lack of descriptors is an error",
                 "[tree][beyond-posix]") {
    INFO(name());
    const Pipe pipe;
    Popen process(child("nest", 12, "to", 1, "x", "until", 0), subprocess::tree = true, stdin_ = PIPE,
                  stdout_ = pipe.writer);
    pipe.read();
    const rlimit few = {10, 10};
    ::prlimit(parent_of(process.pid), RLIMIT_NOFILE, &few, nullptr);
    const std::string words = std::strerror(EMFILE); // musl has its own
    CHECK_THROWS_WITH(process.send_signal(SIGWINCH), "[Errno 24] " + words + ": tree");
    CHECK(process.poll() == None);
    process.kill();
    CHECK(process.wait() == -SIGKILL);
}

TEST_CASE_METHOD(EverySupervisor, "without /proc a tree is ended all the same", "[tree][beyond-posix]") {
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
        Popen process(child("until", 0), subprocess::tree = true, stdin_ = gate);
        try {
            process.terminate();
        } catch (const OSError& error) {
            return word(done.returncode) + error.what();
        }
        return word(done.returncode);
    });
    line.given();
    CHECK_FALSE(line.alive());
    CHECK((result == "3[Errno 38] Function not implemented: tree" || result == "not allowed"));
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
              const std::string what = text_of<PermissionError>([&] { process.stop(); });
              gate.open();
              while (true)
                  try {
                      process.stop();
                      break;
                  } catch (const PermissionError&) { // the member is about to end
                  }
              const std::string expected = "[Errno 1] Operation not permitted: 'process " + member + " of the tree'";
              return what == expected && *process.returncode == -SIGKILL ? "named" : what;
          }) == "named");
}

namespace {

pid_t fork_idle_program(os::ChildPlan&) {
    const pid_t pid = ::fork();
    while (pid == 0)
        ::pause();
    return pid;
}

} // namespace

// Only a thread that closes the pipe within the first microseconds of a start can do that to us.
TEST_CASE_METHOD(Census, "a supervisor that has lost its pipe ends its tree", "[tree]") {
    os::ChildPlan program{};
    const auto record = std::make_unique<os::TreeRecord>();
    record->program = &program;
    record->fork_program = fork_idle_program;
    record->parent = ::getpid();
    {
        const Pipe pipe;
        record->requests = pipe.reader.get();
    }
    const pid_t supervisor = ::fork();
    if (supervisor == 0)
        os::supervise(*record);
    int status = -1;
    CHECK(::waitpid(supervisor, &status, 0) == supervisor);
    CHECK(status == 0);
}

#endif
