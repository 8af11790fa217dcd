// System errors by number, and errors that a program constructs itself.
#include "support/helpers.hpp"

#include "python/raise.hpp"

#include <cerrno>

using namespace subprocess;
using subprocess::detail::throw_os_error;
using namespace tests;

namespace {

template <class Error> void check_class_of(int number) {
    CAPTURE(number);
    const auto error =
        thrown<Error>([number] { throw_os_error(std::error_code(number, std::generic_category()), "subject"); });
    CHECK(error.code().value() == number);
    CHECK(error.filename == "subject");
}

} // namespace

TEST_CASE("each error number throws Python's class", "[py-115]") {
    check_class_of<FileNotFoundError>(ENOENT);
    check_class_of<PermissionError>(EACCES);
    check_class_of<PermissionError>(EPERM);
    check_class_of<NotADirectoryError>(ENOTDIR);
    check_class_of<IsADirectoryError>(EISDIR);
    check_class_of<BlockingIOError>(EAGAIN);
    check_class_of<ChildProcessError>(ECHILD);
    check_class_of<ProcessLookupError>(ESRCH);
    check_class_of<BrokenPipeError>(EPIPE);
    check_class_of<OSError>(EBADF);
    check_class_of<OSError>(ENOEXEC);
}

TEST_CASE("an error and its copies have the arguments it was made from", "[py-217][py-223]") {
    const CalledProcessError failed(1, {"x", "y"}, Output("out"), Output("err"));
    const CalledProcessError copy = failed;
    CHECK(copy.returncode == 1);
    CHECK(copy.cmd == Command({"x", "y"}));
    CHECK(copy.stdout_ == "out");
    CHECK(copy.output() == "out");
    CHECK(copy.stderr_ == "err");
    CHECK(copy.what() == std::string("Command ['x', 'y'] returned non-zero exit status 1."));

    const TimeoutExpired late(Command("x"), 2.5, Output("out"));
    CHECK(late.cmd == "x");
    CHECK(late.timeout == 2.5);
    CHECK(late.stdout_ == "out");
    CHECK(late.stderr_ == None);
    CHECK(OSError(std::make_error_code(std::errc::not_a_directory)).filename == "");
}
