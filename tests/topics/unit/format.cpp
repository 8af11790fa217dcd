#include "support/catch.hpp"

#include <subprocess/format.hpp>

using namespace subprocess;

TEST_CASE("fmt prints what std::ostream prints") {
    CHECK(fmt::format("{}", Command({"ls", "a b"})) == "['ls', 'a b']");
    CHECK(fmt::format("{} {}", Output("text"), Output()) == "text None");
    CHECK(fmt::format("{} {}", ReturnCode(9), ReturnCode()) == "9 None");
    CHECK(fmt::format("{}", CompletedProcess{Command({"ls"}), 0, Output("out\n"), {}}) ==
          "CompletedProcess(args=['ls'], returncode=0, stdout=b'out\\n')");
}

TEST_CASE("fmt prints exceptions as Python's repr does", "[py-223]") {
    CHECK(fmt::format("{}", CalledProcessError(3, Command({"ls", "a b"}))) == "CalledProcessError(3, ['ls', 'a b'])");
    CHECK(fmt::format("{}", TimeoutExpired(Command("ls"), 0.5)) == "TimeoutExpired('ls', 0.5)");
    CHECK(fmt::format("{}", OSError(std::make_error_code(std::errc::broken_pipe), "file")) ==
          "BrokenPipeError(32, 'Broken pipe')");
    CHECK(fmt::format("{}", FileNotFoundError(std::make_error_code(std::errc::no_such_file_or_directory))) ==
          "FileNotFoundError(2, 'No such file or directory')");
    CHECK(fmt::format("{}", OSError(std::make_error_code(std::errc::no_space_on_device))) ==
          "OSError(28, 'No space left on device')");
    CHECK(fmt::format("{}", ValueError("it's wrong")) == "ValueError(\"it's wrong\")");
    CHECK(fmt::format("{}", UnicodeDecodeError("utf-8", 0xFF, 3, 4, "invalid start byte")) ==
          "UnicodeDecodeError('utf-8', 3, 4, 'invalid start byte')");
    CHECK(fmt::format("{}", UnicodeEncodeError("ascii", U'\u20ac', 0, 2, "ordinal not in range(128)")) ==
          "UnicodeEncodeError('ascii', 0, 2, 'ordinal not in range(128)')");
    CHECK(fmt::format("{}", LookupError("unknown encoding: x")) == "LookupError('unknown encoding: x')");
    CHECK(fmt::format("{}", None) == "None");
    CHECK(fmt::format("{}", "a" + secret("b")) == "a***");
}
