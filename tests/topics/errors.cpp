// Failed starts: the class, text and file name of the error, and that nothing is left behind. (The census finds every
// descriptor and zombie that a failed start leaves.)
#include "support/helpers.hpp"

#include <cerrno>
#include <climits>
#include <limits>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;
using namespace std::string_literals;

// From the system -----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a missing program throws FileNotFoundError with its name",
                 "[lesson-5][lesson-7][lesson-8][py-114][py-116][py-245]") {
    const auto error = thrown<FileNotFoundError>([] { start({"/nonexistent/program"}); });
    CHECK(error.filename == "/nonexistent/program");
    CHECK(error.code() == std::errc::no_such_file_or_directory);
    CHECK_THAT(error.what(), EndsWith(": '/nonexistent/program'"));
}

TEST_CASE_METHOD(Census, "the error is the one of the failed step, regardless of errno", "[lesson-9]") {
    errno = EBUSY;
    CHECK(thrown<FileNotFoundError>([] { start({"/nonexistent"}); }).code() == std::errc::no_such_file_or_directory);
}

TEST_CASE_METHOD(Census, "a closed descriptor is refused with its number", "[py-67]") {
    const int closed = Descriptor(folder() / "file").fileno();
    for (const int bad : {closed, -1, -5, 1000000}) {
        CAPTURE(bad);
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdin_ = bad); }).code() == std::errc::bad_file_descriptor);
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdout_ = bad); }).filename == "");
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdin_ = PIPE, stderr_ = bad); }).code() ==
              std::errc::bad_file_descriptor);
    }
}

TEST_CASE_METHOD(Census, "a closed descriptor is refused with the name of its keyword", "") {
    CHECK_THAT(text_of<OSError>([] { run(child("exit", 0), stdin_ = 1000000); }), EndsWith(": stdin_"));
    CHECK_THAT(text_of<OSError>([] { run(child("exit", 0), stdout_ = 1000000); }), EndsWith(": stdout_"));
    CHECK_THAT(text_of<OSError>([] { run(child("exit", 0), stderr_ = 1000000); }), EndsWith(": stderr_"));
}

TEST_CASE_METHOD(Census, "the caller's descriptors stay open if the start fails", "[py-68]") {
    Pipe pipe;
    CHECK_THROWS_AS(run({"/nonexistent"}, stdin_ = pipe.reader, stdout_ = pipe.writer), FileNotFoundError);
    run(child("to", 1, "x"), stdout_ = pipe.writer);
    CHECK(pipe.read() == "x");
}

// Invalid arguments: nothing is opened or started --------------------------------------------------------------------

TEST_CASE_METHOD(Census, "an empty list is refused unless executable is given", "[py-33]") {
    const std::vector<std::string> nothing;
    CHECK_THROWS(run(nothing));
    CHECK(run(nothing, executable = CHILD_PROGRAM).returncode == 0);
}

TEST_CASE_METHOD(Census, "with shell a path is refused, but not in a list", "[py-31]") {
    CHECK_THROWS_WITH(run(fs::path("/bin/true"), shell = true), "path-like args is not allowed when shell is true");
    CHECK(run({fs::path("exit")}, shell = true).returncode == 0);
}

TEST_CASE_METHOD(Census, "a NUL byte is refused in every string", "[py-35]") {
    const std::string evil = "x\0y"s;
    const std::string expected = "embedded null byte";
    CHECK(text_of<ValueError>([&] { start({"/nonexistent", evil}); }) == expected);
    CHECK(text_of<ValueError>([&] { start({evil}); }) == expected);
    CHECK(text_of<ValueError>([&] { start(evil); }) == expected);
    CHECK(text_of<ValueError>([&] { start(evil, shell = true); }) == expected);
    CHECK(text_of<ValueError>([&] { start({"x"}, executable = evil); }) == expected);
    CHECK(text_of<ValueError>([&] { start({"/nonexistent"}, cwd = evil); }) == expected);
    CHECK(text_of<ValueError>([&] { run({"x"}, stdin_ = open(evil)); }) == expected);
}

TEST_CASE_METHOD(Census, "text and universal_newlines must agree", "[py-10]") {
    CHECK(text_of<SubprocessError>([] { start({"/nonexistent"}, text = true, universal_newlines = false); }) ==
          "Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the "
          "other.");
    CHECK(check_output(child("to", 1, "a\r\n"), text = true, universal_newlines = true) == "a\n");
}

TEST_CASE_METHOD(Census, "an unknown encoding is reported before the child is started", "[py-22]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, encoding = "no such"), LookupError);
}

TEST_CASE_METHOD(Census, "numbers that do not fit into an int are refused", "[py-3][py-5]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, bufsize = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, pipesize = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, umask_ = LLONG_MAX), ValueError);
    CHECK_THROWS_AS(start({"/nonexistent"}, process_group = LLONG_MAX), ValueError);
}

TEST_CASE_METHOD(Census, "a NaN timeout is refused", "[py-128]") {
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
        {2, "Command ['false', 'a b'] returned non-zero exit status 2."},
        {0, "Command ['false', 'a b'] returned exit status 0."}, // which no call of Python has
    }));
    CHECK(CalledProcessError(code, {"false", "a b"}).what() == expected);
}

TEST_CASE("a CalledProcessError shows the command as its repr, as in Python 3.15", "[py-218]") {
    CHECK(CalledProcessError(3, Command("exit 3")).what() == "Command 'exit 3' returned non-zero exit status 3."s);
    CHECK(CalledProcessError(3, Command("a\nb'")).what() == "Command \"a\\nb'\" returned non-zero exit status 3."s);
}

TEST_CASE("a TimeoutExpired always shows the command in quotes", "[py-221]") {
    CHECK(TimeoutExpired({"a", "b"}, 1).what() == "Command '['a', 'b']' timed out after 1 seconds"s);
    CHECK(TimeoutExpired(Command("it's"), 1).what() == "Command 'it's' timed out after 1 seconds"s);
}

TEST_CASE("a TimeoutExpired shows the seconds as Python does", "[py-221]") {
    const auto [seconds, shown] = GENERATE(table<double, std::string>(
        {{3, "3"}, {0.5, "0.5"}, {0.0001, "0.0001"}, {0.00001, "1e-05"}, {-1, "-1"}, {1e10, "10000000000"}}));
    CHECK(TimeoutExpired(Command("x"), seconds).what() == "Command 'x' timed out after " + shown + " seconds");
}

TEST_CASE("exception texts match Python's", "[py-115][py-222]") {
    CHECK(std::is_base_of_v<SubprocessError, CalledProcessError>);
    CHECK(std::is_base_of_v<SubprocessError, TimeoutExpired>);
    CHECK_FALSE(std::is_base_of_v<SubprocessError, OSError>);
    CHECK(std::is_base_of_v<std::system_error, OSError>);
    CHECK(std::is_base_of_v<std::runtime_error, SubprocessError>);
    CHECK(std::is_base_of_v<std::invalid_argument, ValueError>);
    CHECK(std::is_base_of_v<ValueError, UnicodeDecodeError>);
}
