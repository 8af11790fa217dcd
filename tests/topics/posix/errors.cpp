// Failed starts that only POSIX has, and that nothing is left behind.
#include "support/posix/helpers.hpp"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <limits>

#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;
using namespace std::string_literals;

TEST_CASE_METHOD(Census, "the system's error has its number and its text", "[py-116]") {
    CHECK(text_of<FileNotFoundError>([] { start({"/nonexistent/program"}); }) ==
          "[Errno 2] No such file or directory: '/nonexistent/program'");
}

TEST_CASE_METHOD(Census, "a program without execute permission throws PermissionError", "[lesson-5][py-51][py-115]") {
    const fs::path program = file("program", "no x bit");
    const auto error = thrown<PermissionError>([&] { start({program}); });
    CHECK(error.filename == program);
    CHECK(error.code().value() == EACCES);
    CHECK(thrown<PermissionError>([&] { run({folder()}); }).filename == folder());
}

TEST_CASE_METHOD(Census, "a program below a file throws NotADirectoryError", "[lesson-5][py-51][py-115]") {
    const fs::path program = file("file", "") / "program";
    const auto error = thrown<NotADirectoryError>([&] { start({program}); });
    CHECK(error.filename == program);
    CHECK(error.code().value() == ENOTDIR);
}

TEST_CASE_METHOD(Census, "the error for a bad cwd names the cwd, not the program", "[lesson-6][py-91]") {
    CHECK(thrown<FileNotFoundError>([] { start(child("exit", 0), cwd = "/nonexistent"); }).filename == "/nonexistent");
    CHECK(thrown<FileNotFoundError>([] { run({"/no/program"}, cwd = "/nonexistent"); }).filename == "/nonexistent");
    const fs::path plain = file("file", "");
    CHECK(thrown<NotADirectoryError>([&] { run(child("exit", 0), cwd = plain); }).filename == plain);
}

TEST_CASE_METHOD(Census, "an empty cwd does not mean the current directory", "[py-91]") {
    const auto error = thrown<FileNotFoundError>([] { run(child("exit", 0), cwd = ""); });
    CHECK(error.code().value() == ENOENT);
}

TEST_CASE_METHOD(Census, "an empty program name is refused by the system", "[py-34]") {
    CHECK(thrown<PermissionError>([] { run({""}); }).filename == "");
    CHECK(thrown<PermissionError>([] { run(""); }).code().value() == EACCES);
}

TEST_CASE_METHOD(Census, "an argument list that is too long is the system's error", "[lesson-9][py-115]") {
    const auto error = thrown<OSError>([] { start({CHILD_PROGRAM, std::string(1 << 20, 'x')}); });
    CHECK(error.code().value() == E2BIG);
    CHECK(error.filename == CHILD_PROGRAM);
}

TEST_CASE_METHOD(Census, "output buffered in the parent's stdio is not written twice", "[lesson-10]") {
    const fs::path path = folder() / "log";
    CHECK(in_fork([&] {
              std::FILE* log = std::freopen(path.c_str(), "w", stdout);
              std::fputs("once", log);
              thrown<FileNotFoundError>([] { start({"/nonexistent"}); });
              thrown<SubprocessError>([] {
                  run(
                      {"/bin/true"}, preexec_fn = [] { throw 1; });
              });
              std::fflush(log);
              return content_of(path);
          }) == "once");
}

TEST_CASE_METHOD(Census, "with shell an empty list is refused by the shell", "[py-33]") {
    CHECK(run(std::vector<std::string>(), shell = true, stderr_ = DEVNULL).returncode == 2);
}

TEST_CASE_METHOD(Census, "Windows-only options are refused", "[py-6][py-7]") {
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, startupinfo = StartupInfo()); }) ==
          "startupinfo is only supported on Windows platforms");
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, creationflags = 47); }) ==
          "creationflags is only supported on Windows platforms");
    CHECK(run(child("exit", 0), startupinfo = None, creationflags = 0).returncode == 0);
}

TEST_CASE_METHOD(Census, "negative ids are refused", "[py-15]") {
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, user_ = -1); }) == "User ID cannot be negative, got -1");
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, group_ = -1); }) == "Group ID cannot be negative, got -1");
    CHECK(text_of<ValueError>([] {
              start({"/nonexistent"}, extra_groups = {0, -2});
          }) == "Group ID cannot be negative, got -2");
}

TEST_CASE_METHOD(Census, "ids that are too large are refused", "[py-18]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, user_ = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, group_ = std::numeric_limits<unsigned>::max()), ValueError);
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, extra_groups = {LLONG_MAX}); }) == "invalid group id");
}

TEST_CASE_METHOD(Census, "a NUL byte in a name throws ValueError instead of cutting it", "[py-17]") {
    const std::string root("root\0x", 6);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, user_ = root); }) == "embedded null byte");
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, group_ = root); }) == "embedded null byte");
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, extra_groups = {root}); }) == "embedded null byte");
}

TEST_CASE_METHOD(Census, "unknown names throw LookupError", "[py-17]") {
    CHECK(text_of<LookupError>([] { start({"/nonexistent"}, user_ = "nobody at all"); }) ==
          "getpwnam(): name not found: 'nobody at all'");
    CHECK(text_of<LookupError>([] { start({"/nonexistent"}, group_ = "no group"); }) ==
          "getgrnam(): name not found: 'no group'");
    CHECK(text_of<LookupError>([] {
              start({"/nonexistent"}, extra_groups = {0, "no group"});
          }) == "getgrnam(): name not found: 'no group'");
}

TEST_CASE_METHOD(Census, "a list of groups is read once, regardless of its length") {
    struct Groups {
        const int* begin() const {
            ++walks;
            return ids;
        }
        const int* end() const { return std::end(ids); }
        int ids[3] = {1, 2, -1};
        mutable int walks = 0;
    };
    const Groups groups;
    CHECK_THROWS_AS(start({"/nonexistent"}, extra_groups = groups), ValueError);
    CHECK(groups.walks == 1);
}

TEST_CASE_METHOD(Census, "more groups than the system allows are refused", "[py-19][beyond-qemu]") {
    const std::vector<int> groups(static_cast<std::size_t>(::sysconf(_SC_NGROUPS_MAX)) + 1, 0);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, extra_groups = groups); }) == "too many extra_groups");
}

TEST_CASE_METHOD(Census, "invalid numbers in pass_fds are refused", "[py-80]") {
    const int bad = GENERATE(-1, INT_MIN);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, pass_fds = {bad}); }) == "bad value(s) in fds_to_keep");
}

TEST_CASE_METHOD(Census, "a closed descriptor in pass_fds throws EBADF", "[py-80]") {
    const auto error = thrown<OSError>([&] { start({"/nonexistent"}, pass_fds = {1000000}); });
    CHECK(error.code().value() == EBADF);
    CHECK(error.filename == "");
    CHECK(error.what() == "[Errno 9] Bad file descriptor: pass_fds"s);
}

TEST_CASE("a CalledProcessError names the signal that ended the child", "[py-218][py-219][py-220]") {
    const auto [code, expected] = GENERATE(table<int, std::string>({
        {-6, "<Signals.SIGABRT: 6>."},
        {-40, "unknown signal 40."},
        {-99, "unknown signal 99."},
        {INT_MIN, "unknown signal 2147483648."},
    }));
    CHECK(CalledProcessError(code, {"false", "a b"}).what() == "Command '['false', 'a b']' died with " + expected);
}

#if defined(SIGRTMIN)

TEST_CASE("the first and the last real-time signal have names", "[py-219]") {
    const std::string first = std::to_string(SIGRTMIN);
    const std::string last = std::to_string(SIGRTMAX);
    CHECK_THAT(CalledProcessError(-SIGRTMIN, {"x"}).what(), EndsWith("<Signals.SIGRTMIN: " + first + ">."));
    CHECK_THAT(CalledProcessError(-SIGRTMAX, {"x"}).what(), EndsWith("<Signals.SIGRTMAX: " + last + ">."));
}

#endif
