// What goes wrong at the start: class, text and file name of the error, and that nothing is left behind. (The census
// sees every descriptor and zombie that a failed start forgets.)
#include "support/helpers.hpp"

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

namespace {

/// An error with PIPEs has more to clean up than one without.
template <class... K> void start(const Args& command, K&&... keywords) {
    Popen process(Command(command), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE, std::forward<K>(keywords)...);
}

} // namespace

// From the system -----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a missing program is a FileNotFoundError with its name",
                 "[lesson-5][lesson-7][lesson-8][py-114][py-116]") {
    const auto error = thrown<FileNotFoundError>([] { start({"/nonexistent/program"}); });
    CHECK(error.filename == "/nonexistent/program");
    CHECK(error.code().value() == ENOENT);
    CHECK(error.what() == "[Errno 2] No such file or directory: '/nonexistent/program'"s);
}

TEST_CASE_METHOD(Census, "a program that may not be run is a PermissionError", "[lesson-5][py-51][py-115]") {
    const fs::path program = file("program", "no x bit");
    const auto error = thrown<PermissionError>([&] { start({program}); });
    CHECK(error.filename == program);
    CHECK(error.code().value() == EACCES);
    CHECK(thrown<PermissionError>([&] { run({folder()}); }).filename == folder());
}

TEST_CASE_METHOD(Census, "a program below a file is a NotADirectoryError", "[lesson-5][py-51][py-115]") {
    const fs::path program = file("file", "") / "program";
    const auto error = thrown<NotADirectoryError>([&] { start({program}); });
    CHECK(error.filename == program);
    CHECK(error.code().value() == ENOTDIR);
}

TEST_CASE_METHOD(Census, "a bad cwd is an error about the cwd and not the program", "[lesson-6][py-91]") {
    CHECK(thrown<FileNotFoundError>([] { start(child("exit", 0), cwd = "/nonexistent"); }).filename == "/nonexistent");
    CHECK(thrown<FileNotFoundError>([] { run({"/no/program"}, cwd = "/nonexistent"); }).filename == "/nonexistent");
    const fs::path plain = file("file", "");
    CHECK(thrown<NotADirectoryError>([&] { run(child("exit", 0), cwd = plain); }).filename == plain);
}

TEST_CASE_METHOD(Census, "an empty cwd is not the current one", "[py-91]") {
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

TEST_CASE_METHOD(Census, "the error is that of the failed step whatever errno was", "[lesson-9]") {
    errno = EBUSY;
    CHECK(thrown<FileNotFoundError>([] { start({"/nonexistent"}); }).code().value() == ENOENT);
}

TEST_CASE_METHOD(Census, "what waits in the parent's stdio is not written twice", "[lesson-10]") {
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

TEST_CASE_METHOD(Census, "a descriptor that is not open is refused by number", "[py-67]") {
    Pipe pipe;
    const int closed = pipe.reader.get();
    pipe.reader.close();
    for (const int bad : {closed, -1, -5, 1000000}) {
        CAPTURE(bad);
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdin_ = bad); }).code().value() == EBADF);
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdout_ = bad); }).filename == "");
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdin_ = PIPE, stderr_ = bad); }).code().value() == EBADF);
    }
}

TEST_CASE_METHOD(Census, "descriptors of the caller stay open when the start fails", "[py-68]") {
    Pipe pipe;
    CHECK_THROWS_AS(run({"/nonexistent"}, stdin_ = pipe.reader.get(), stdout_ = pipe.writer.get()), FileNotFoundError);
    CHECK(::write(pipe.writer.get(), "x", 1) == 1);
    CHECK(pipe.read() == "x");
}

// Arguments that make no sense: nothing is opened or started ---------------------------------------------------------

TEST_CASE_METHOD(Census, "an empty list has no program", "[py-33]") {
    const std::vector<std::string> nothing;
    CHECK_THROWS(run(nothing));
    CHECK(run(nothing, executable = CHILD_PROGRAM).returncode == 0);
}

TEST_CASE_METHOD(Census, "an empty list for the shell is its own mistake", "[py-33]") {
    CHECK(run(std::vector<std::string>(), shell = true, stderr_ = DEVNULL).returncode == 2);
}

TEST_CASE_METHOD(Census, "a path with shell is refused and a path in a list is not", "[py-31]") {
    CHECK_THROWS_WITH(run(fs::path("/bin/true"), shell = true), "path-like args is not allowed when shell is true");
    CHECK(run({fs::path("true")}, shell = true).returncode == 0);
}

TEST_CASE_METHOD(Census, "a NUL is refused wherever it stands", "[py-35]") {
    const std::string evil = "x\0y"s;
    const std::string expected = "embedded null byte";
    CHECK(text_of<ValueError>([&] { start({"/nonexistent", evil}); }) == expected);
    CHECK(text_of<ValueError>([&] { start({evil}); }) == expected);
    CHECK(text_of<ValueError>([&] { start(evil); }) == expected);
    CHECK(text_of<ValueError>([&] { start(evil, shell = true); }) == expected);
    CHECK(text_of<ValueError>([&] { start({"x"}, executable = evil); }) == expected);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, cwd = evil); }) == expected);
}

TEST_CASE_METHOD(Census, "what only Windows has is refused", "[py-6][py-7]") {
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, startupinfo = StartupInfo()); }) ==
          "startupinfo is only supported on Windows platforms");
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, creationflags = 47); }) ==
          "creationflags is only supported on Windows platforms");
    CHECK(run(child("exit", 0), startupinfo = None, creationflags = 0).returncode == 0);
}

TEST_CASE_METHOD(Census, "text and universal_newlines must agree", "[py-10]") {
    CHECK(text_of<SubprocessError>([] { start({"/nonexistent"}, text = true, universal_newlines = false); }) ==
          "Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the "
          "other.");
    CHECK(check_output(child("to", 1, "a\r\n"), text = true, universal_newlines = true) == "a\n");
}

TEST_CASE_METHOD(Census, "negative ids are refused", "[py-15]") {
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, user_ = -1); }) == "User ID cannot be negative, got -1");
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, group_ = -1); }) == "Group ID cannot be negative, got -1");
    CHECK(text_of<ValueError>([] {
              start({"/nonexistent"}, extra_groups = {0, -2});
          }) == "Group ID cannot be negative, got -2");
}

TEST_CASE_METHOD(Census, "ids that no system has are refused", "[py-18]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, user_ = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, group_ = std::numeric_limits<unsigned>::max()), ValueError);
    CHECK(text_of<ValueError>([] { start({"/nonexistent"}, extra_groups = {LLONG_MAX}); }) == "invalid group id");
}

TEST_CASE_METHOD(Census, "unknown names are a LookupError", "[py-17]") {
    CHECK(text_of<LookupError>([] { start({"/nonexistent"}, user_ = "nobody at all"); }) ==
          "getpwnam(): name not found: 'nobody at all'");
    CHECK(text_of<LookupError>([] { start({"/nonexistent"}, group_ = "no group"); }) ==
          "getgrnam(): name not found: 'no group'");
    CHECK(text_of<LookupError>([] {
              start({"/nonexistent"}, extra_groups = {0, "no group"});
          }) == "getgrnam(): name not found: 'no group'");
}

TEST_CASE_METHOD(Census, "more groups than the system allows are refused", "[py-19]") {
    const std::vector<int> groups(static_cast<std::size_t>(::sysconf(_SC_NGROUPS_MAX)) + 1, 0);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, extra_groups = groups); }) == "too many extra_groups");
}

TEST_CASE_METHOD(Census, "an unknown encoding is found before the child is started", "[py-22]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, encoding = "no such"), LookupError);
}

TEST_CASE_METHOD(Census, "absurd entries of pass_fds are refused", "[py-80]") {
    const int bad = GENERATE(-1, INT_MIN);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, pass_fds = {bad}); }) == "bad value(s) in fds_to_keep");
}

TEST_CASE_METHOD(Census, "an entry of pass_fds that is not open is a bad descriptor", "[py-80]") {
    const auto error = thrown<OSError>([&] { start({"/nonexistent"}, pass_fds = {1000000}); });
    CHECK(error.code().value() == EBADF);
    CHECK(error.filename == "");
}

TEST_CASE_METHOD(Census, "numbers that fit no int are refused", "[py-3][py-5]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, bufsize = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, pipesize = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, umask_ = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, process_group = LLONG_MAX), ValueError);
}

TEST_CASE_METHOD(Census, "a timeout that is no number is refused", "[py-128]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(run(child("exit", 0), timeout = nan), ValueError);
    CHECK_THROWS_AS(call(child("exit", 0), timeout = nan), ValueError);
    Popen process(child("exit", 0));
    CHECK_THROWS_AS(process.wait(timeout = nan), ValueError);
    CHECK_THROWS_AS(process.communicate(None, nan), ValueError);
    CHECK(process.wait() == 0);
}

// The texts of a failed child -----------------------------------------------------------------------------------------

TEST_CASE("a CalledProcessError says what failed and how", "[py-218][py-219][py-220]") {
    const auto [code, expected] = GENERATE(table<int, std::string>({
        {2, "Command '['false', 'a b']' returned non-zero exit status 2."},
        {0, "Command '['false', 'a b']' returned non-zero exit status 0."},
        {-6, "Command '['false', 'a b']' died with <Signals.SIGABRT: 6>."},
        {-34, "Command '['false', 'a b']' died with <Signals.SIGRTMIN: 34>."},
        {-64, "Command '['false', 'a b']' died with <Signals.SIGRTMAX: 64>."},
        {-40, "Command '['false', 'a b']' died with unknown signal 40."},
        {-99, "Command '['false', 'a b']' died with unknown signal 99."},
    }));
    CHECK(CalledProcessError(code, {"false", "a b"}).what() == expected);
}

TEST_CASE("a command that is a string is shown as it is", "[py-218]") {
    CHECK(CalledProcessError(3, Command("exit 3")).what() == "Command 'exit 3' returned non-zero exit status 3."s);
}

TEST_CASE("a TimeoutExpired shows the seconds as Python does", "[py-221]") {
    const auto [seconds, shown] = GENERATE(table<double, std::string>(
        {{3, "3"}, {0.5, "0.5"}, {0.0001, "0.0001"}, {0.00001, "1e-05"}, {-1, "-1"}, {1e10, "10000000000"}}));
    CHECK(TimeoutExpired(Command("x"), seconds).what() == "Command 'x' timed out after " + shown + " seconds");
}

TEST_CASE("errors are what Python's are", "[py-115][py-222]") {
    CHECK(std::is_base_of_v<SubprocessError, CalledProcessError>);
    CHECK(std::is_base_of_v<SubprocessError, TimeoutExpired>);
    CHECK_FALSE(std::is_base_of_v<SubprocessError, OSError>);
    CHECK(std::is_base_of_v<std::system_error, OSError>);
    CHECK(std::is_base_of_v<std::runtime_error, SubprocessError>);
    CHECK(std::is_base_of_v<std::invalid_argument, ValueError>);
    CHECK(std::is_base_of_v<ValueError, UnicodeDecodeError>);
}
