// What goes wrong at the start: class, text and file name of the error, and that nothing is left behind. (The census
// sees every descriptor and zombie that a failed start forgets.)
#include "support/helpers.hpp"

#include <cerrno>
#include <climits>
#include <limits>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;
using namespace std::string_literals;

// From the system -----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a missing program is a FileNotFoundError with its name",
                 "[lesson-5][lesson-7][lesson-8][py-114][py-116][py-245]") {
    const auto error = thrown<FileNotFoundError>([] { start({"/nonexistent/program"}); });
    CHECK(error.filename == "/nonexistent/program");
    CHECK(error.code() == std::errc::no_such_file_or_directory);
    CHECK_THAT(error.what(), EndsWith(": '/nonexistent/program'"));
}

TEST_CASE_METHOD(Census, "the error is that of the failed step whatever errno was", "[lesson-9]") {
    errno = EBUSY;
    CHECK(thrown<FileNotFoundError>([] { start({"/nonexistent"}); }).code() == std::errc::no_such_file_or_directory);
}

TEST_CASE_METHOD(Census, "a descriptor that is not open is refused by number", "[py-67]") {
    const int closed = Descriptor(folder() / "file").fileno();
    for (const int bad : {closed, -1, -5, 1000000}) {
        CAPTURE(bad);
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdin_ = bad); }).code() == std::errc::bad_file_descriptor);
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdout_ = bad); }).filename == "");
        CHECK(thrown<OSError>([&] { run(child("exit", 0), stdin_ = PIPE, stderr_ = bad); }).code() ==
              std::errc::bad_file_descriptor);
    }
}

TEST_CASE_METHOD(Census, "a descriptor that is not open is refused with the keyword it was given to", "") {
    CHECK_THAT(text_of<OSError>([] { run(child("exit", 0), stdin_ = 1000000); }), EndsWith(": stdin_"));
    CHECK_THAT(text_of<OSError>([] { run(child("exit", 0), stdout_ = 1000000); }), EndsWith(": stdout_"));
    CHECK_THAT(text_of<OSError>([] { run(child("exit", 0), stderr_ = 1000000); }), EndsWith(": stderr_"));
}

TEST_CASE_METHOD(Census, "descriptors of the caller stay open when the start fails", "[py-68]") {
    Pipe pipe;
    CHECK_THROWS_AS(run({"/nonexistent"}, stdin_ = pipe.reader, stdout_ = pipe.writer), FileNotFoundError);
    run(child("to", 1, "x"), stdout_ = pipe.writer);
    CHECK(pipe.read() == "x");
}

// Arguments that make no sense: nothing is opened or started ---------------------------------------------------------

TEST_CASE_METHOD(Census, "an empty list has no program", "[py-33]") {
    const std::vector<std::string> nothing;
    CHECK_THROWS(run(nothing));
    CHECK(run(nothing, executable = CHILD_PROGRAM).returncode == 0);
}

TEST_CASE_METHOD(Census, "a path with shell is refused and a path in a list is not", "[py-31]") {
    CHECK_THROWS_WITH(run(fs::path("/bin/true"), shell = true), "path-like args is not allowed when shell is true");
    CHECK(run({fs::path("exit")}, shell = true).returncode == 0);
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
    CHECK(text_of<ValueError>([&] { run({"x"}, stdin_ = open(evil)); }) == expected);
}

TEST_CASE_METHOD(Census, "text and universal_newlines must agree", "[py-10]") {
    CHECK(text_of<SubprocessError>([] { start({"/nonexistent"}, text = true, universal_newlines = false); }) ==
          "Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the "
          "other.");
    CHECK(check_output(child("to", 1, "a\r\n"), text = true, universal_newlines = true) == "a\n");
}

TEST_CASE_METHOD(Census, "an unknown encoding is found before the child is started", "[py-22]") {
    CHECK_THROWS_AS(start({"/nonexistent"}, encoding = "no such"), LookupError);
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
        {2, "Command ['false', 'a b'] returned non-zero exit status 2."},
        {0, "Command ['false', 'a b'] returned non-zero exit status 0."},
    }));
    CHECK(CalledProcessError(code, {"false", "a b"}).what() == expected);
}

TEST_CASE("in the text of a failed exit a command is its repr, as from Python 3.15 on", "[py-218]") {
    CHECK(CalledProcessError(3, Command("exit 3")).what() == "Command 'exit 3' returned non-zero exit status 3."s);
    CHECK(CalledProcessError(3, Command("a\nb'")).what() == "Command \"a\\nb'\" returned non-zero exit status 3."s);
}

TEST_CASE("in the text of a timeout a command stands between quotes, whatever it is", "[py-221]") {
    CHECK(TimeoutExpired({"a", "b"}, 1).what() == "Command '['a', 'b']' timed out after 1 seconds"s);
    CHECK(TimeoutExpired(Command("it's"), 1).what() == "Command 'it's' timed out after 1 seconds"s);
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
