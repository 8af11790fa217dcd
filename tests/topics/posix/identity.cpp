// The child's session, process group, users, umask and working directory; and preexec_fn.
#include "support/posix/helpers.hpp"
#include "support/posix/system.hpp"
#include "support/posix/ways.hpp"

#include <cerrno>
#include <csignal>
#include <sstream>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;
using namespace std::string_literals;

namespace {

struct Ids {
    pid_t pid = 0, parent = 0, group = 0, session = 0;
};

template <class... K> Ids ids_of_child(K&&... keywords) {
    std::istringstream text(check_output(child("ids"), std::forward<K>(keywords)...));
    Ids ids;
    text >> ids.pid >> ids.parent >> ids.group >> ids.session;
    return ids;
}

constexpr unsigned nobody = 65534;

bool is_root() {
    return ::geteuid() == 0;
}

/// The child program in a place that every user can reach.
fs::path reachable_child(const Census& census) {
    const fs::path path = census.folder() / "child";
    fs::copy_file(CHILD_PROGRAM, path);
    return path;
}

/// The process group of a process, from /proc/PID/stat: PID (NAME) STATE PARENT GROUP ...
pid_t group_of(pid_t pid) {
    const std::string stat = content_of("/proc/" + std::to_string(pid) + "/stat");
    std::istringstream fields(stat.substr(stat.rfind(')') + 1));
    std::string state;
    pid_t parent = 0, group = 0;
    fields >> state >> parent >> group;
    return group;
}

} // namespace

// Sessions and groups -------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "a child is in the parent's session and group", "[py-98][py-99]") {
    INFO(name());
    const Ids ids = ids_of_child();
    CHECK(ids.parent == ::getpid());
    CHECK(ids.group == ::getpgrp());
    CHECK(ids.session == ::getsid(0));
}

TEST_CASE_METHOD(EveryWay, "start_new_session makes the child a session leader", "[py-98]") {
    INFO(name());
    const Ids ids = ids_of_child(start_new_session = true);
    CHECK(ids.session == ids.pid);
    CHECK(ids.group == ids.pid);
}

TEST_CASE_METHOD(EveryWay, "process_group 0 gives the child its own group", "[lesson-54][py-24][py-99]") {
    INFO(name());
    Popen process(child("until", 0), stdin_ = PIPE, process_group = 0);
    CHECK(group_of(process.pid) == process.pid);
    CHECK(ids_of_child(process_group = 0).session == ::getsid(0));
    CHECK(ids_of_child(process_group = None).group == ::getpgrp());
}

TEST_CASE_METHOD(EveryWay, "a child can join a group", "[py-99]") {
    INFO(name());
    Popen leader(child("until", 0), stdin_ = PIPE, process_group = 0);
    CHECK(ids_of_child(process_group = leader.pid).group == leader.pid);
}

TEST_CASE_METHOD(EveryWay, "an invalid group is the system's error, without a file name", "[py-99][py-100][py-117]") {
    INFO(name());
    const auto error = thrown<PermissionError>([] { run(child("exit", 0), process_group = 1); });
    CHECK(error.code().value() == EPERM);
    CHECK(error.filename == "");
    CHECK(error.what() == "[Errno 1] Operation not permitted: process_group"s);
    CHECK(thrown<PermissionError>([] { run(child("exit", 0), process_group = 1, cwd = "/"); }).filename == "");
    CHECK_THROWS_AS(run(child("exit", 0), start_new_session = true, process_group = 0), PermissionError);
}

TEST_CASE_METHOD(EveryWay, "killing a group reaches grandchildren and killing a child does not", "[lesson-53]") {
    INFO(name());
    const bool kills_group = GENERATE(true, false);
    Gate gate;
    LifeLine line;
    Popen process(
        child("fork", "until", gate.native_handle(), "parent", "close", line.native_handle(), "to", 1, "!", "until", 0),
        stdin_ = PIPE, stdout_ = PIPE, start_new_session = true,
        pass_fds = {gate.native_handle(), line.native_handle()});
    line.given();
    CHECK(process.stdout_.read(1) == "!");
    if (kills_group) {
        ::killpg(process.pid, SIGKILL);
    } else {
        process.kill();
        process.wait();
        CHECK(line.alive());
        gate.open();
    }
    line.await_end();
    CHECK(process.wait() == -SIGKILL);
}

// umask and cwd -------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "umask changes only the child", "[py-23][py-101]") {
    INFO(name());
    CHECK(check_output(child("umask"), umask_ = 027) == std::to_string(027));
    CHECK(check_output(child("umask"), umask_ = 0) == "0");
    CHECK(check_output(child("umask"), umask_ = -1) == check_output(child("umask")));
    CHECK(check_output(child("umask"), umask_ = None) == check_output(child("umask")));
}

TEST_CASE_METHOD(EveryWay, "cwd changes only the child and can be any path type", "[py-89][py-92]") {
    INFO(name());
    const std::string real = fs::canonical(folder());
    CHECK(check_output(child("cwd"), cwd = folder()) == real);
    CHECK(check_output(child("cwd"), cwd = folder().string()) == real);
    CHECK(check_output(child("cwd"), cwd = "/") == "/");
    CHECK(check_output(child("cwd")) == fs::current_path());
}

// Users and groups ----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "a child can run as another user and group", "[py-103][py-104][py-106]") {
    INFO(name());
    if (!is_root())
        TESTS_SKIP("only root may do that");
    const fs::path program = reachable_child(*this);
    const bool close = GENERATE(true, false);
    CHECK(check_output({program, "users"}, user_ = nobody, group_ = nobody, extra_groups = {1, 2}, close_fds = close) ==
          "65534 65534 65534 65534 : 1 2");
    const passwd* entry = ::getpwnam("nobody");
    REQUIRE(entry != nullptr);
    CHECK_THAT(check_output({program, "users"}, user_ = "nobody"), StartsWith(std::to_string(entry->pw_uid) + ' '));
}

TEST_CASE_METHOD(EveryWay, "extra_groups sets exactly the given groups, or none", "[py-102]") {
    INFO(name());
    if (!is_root())
        TESTS_SKIP("only root may do that");
    CHECK_THAT(check_output(child("users"), extra_groups = {}), EndsWith(" :"));
    CHECK_THAT(check_output(child("users"), extra_groups = {7, 5}), EndsWith(" : 5 7"));
    CHECK_THAT(check_output(child("users"), extra_groups = {"root"}), EndsWith(" : 0"));
}

TEST_CASE_METHOD(EveryWay, "running a child as another user does not change the parent", "[py-103]") {
    INFO(name());
    if (!is_root())
        TESTS_SKIP("only root may do that");
    const bool before = is_dumpable();
    run({reachable_child(*this)}, user_ = nobody, group_ = nobody, extra_groups = {});
    CHECK(is_dumpable() == before);
    CHECK(::geteuid() == 0);
}

TEST_CASE_METHOD(EveryWay, "changing the user without permission throws PermissionError", "[py-105]") {
    INFO(name());
    const fs::path program = reachable_child(*this);
    CHECK(in_fork([&] {
              if (is_root() && (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0))
                  return std::string("cannot become nobody");
              const auto told = [](const PermissionError& error) { return error.filename + error.what() + '\n'; };
              return told(thrown<PermissionError>([&] { run({program}, user_ = 0); })) +
                     told(thrown<PermissionError>([&] { run({program}, group_ = 0); })) +
                     told(thrown<PermissionError>([&] { run({program}, extra_groups = {0}); })) + children();
          }) == "[Errno 1] Operation not permitted: user_\n"
                "[Errno 1] Operation not permitted: group_\n"
                "[Errno 1] Operation not permitted: extra_groups\n");
}

TEST_CASE_METHOD(EveryWay, "the child changes its directory before the user, and executes after it",
                 "[py-90][py-105]") {
    INFO(name());
    if (!is_root())
        TESTS_SKIP("only root may do that");
    const fs::path program = reachable_child(*this);
    const fs::path secret = folder() / "secret";
    fs::create_directory(secret);
    fs::permissions(secret, fs::perms::owner_all);
    CHECK(run({program, "exit", "3"}, user_ = nobody, cwd = secret).returncode == 3);
    fs::permissions(program, fs::perms::owner_all);
    CHECK(thrown<PermissionError>([&] { run({program}, user_ = nobody); }).filename == program);
}

// preexec_fn ----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "preexec_fn runs in the child after the other steps", "[py-90][py-108][py-111]") {
    INFO(name());
    Pipe told;
    const auto tell = [&] {
        char* path = ::getcwd(nullptr, 0);
        const std::string state = std::string(path) + (::getsid(0) == ::getpid() ? " leader " : " ") +
                                  std::to_string(::umask(0)) + (::getppid() == ::getpid() ? "" : " child");
        CHECK(::write(told.writer.get(), state.data(), state.size()) > 0);
    };
    CHECK(run(child("exit", 4), preexec_fn = tell, cwd = "/", start_new_session = true, umask_ = 0).returncode == 4);
    CHECK(told.read() == "/ leader 0 child");
}

TEST_CASE_METHOD(EveryWay, "preexec_fn has the redirected streams", "[py-108]") {
    INFO(name());
    const CompletedProcess done = run(
        child("to", 1, "program"), stdout_ = PIPE, preexec_fn = [] { CHECK(::write(1, "hook ", 5) == 5); });
    CHECK(done.stdout_ == "hook program");
}

TEST_CASE_METHOD(EveryWay, "an exception in preexec_fn is reported and leaves no child", "[py-109]") {
    INFO(name());
    CHECK(text_of<SubprocessError>([] {
              run(
                  child("exit", 0), capture_output = true, preexec_fn = [] { throw std::runtime_error("mine"); });
          }) == "Exception occurred in preexec_fn.");
}

TEST_CASE_METHOD(EveryWay, "a preexec_fn that ends the child gives its return code", "[py-110]") {
    INFO(name());
    CHECK(run(
              child("exit", 0), preexec_fn = [] { ::_exit(5); })
              .returncode == 5);
    CHECK(run(
              child("exit", 0), preexec_fn = [] { ::kill(::getpid(), SIGKILL); })
              .returncode == -SIGKILL);
}
