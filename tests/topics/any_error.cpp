// Error: the one class by which a program catches whatever the library throws.
#include "support/helpers.hpp"

#include <exception>
#include <stdexcept>
#include <system_error>

using namespace subprocess;
using namespace tests;

namespace {

/// The text of the Error that `work` throws, if its standard base says the same.
template <class Standard, class Work> std::string caught(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(std::string(error.what()) == dynamic_cast<const Standard&>(error).what());
        return error.what();
    } catch (const std::exception& error) {
        return std::string("not an Error: ") + error.what();
    }
    return "nothing was thrown";
}

/// Both bases are there once: a catch of either would pass by one that is ambiguous.
template <class... T> constexpr bool all_have_both_bases() {
    return (std::is_convertible_v<T*, Error*> && ...) && (std::is_convertible_v<T*, std::exception*> && ...);
}

} // namespace

TEST_CASE("every exception class has one Error and one std::exception as a base", "") {
    CHECK(all_have_both_bases<SubprocessError, CalledProcessError, TimeoutExpired, LookupError>());
    CHECK(all_have_both_bases<ValueError, UnicodeDecodeError, UnicodeEncodeError>());
    CHECK(all_have_both_bases<OSError, FileNotFoundError, PermissionError, NotADirectoryError, IsADirectoryError,
                              BlockingIOError, ChildProcessError, ProcessLookupError, BrokenPipeError>());
}

TEST_CASE_METHOD(Census, "a failed child throws an Error", "") {
    CHECK(caught<std::runtime_error>([] { check_call("exit 3", shell = true); }) ==
          "Command 'exit 3' returned non-zero exit status 3.");
    Gate gate;
    CHECK_THAT(caught<std::runtime_error>([&] { run(child("until", 0), stdin_ = gate, timeout = 0); }),
               EndsWith("timed out after 0 seconds"));
}

TEST_CASE_METHOD(Census, "a system error is an Error", "") {
    CHECK_THAT(caught<std::system_error>([] { start({"/nonexistent"}); }), EndsWith(": '/nonexistent'"));
    CHECK_THAT(caught<std::system_error>([] { run(child("exit", 0), stdin_ = 1000000); }), EndsWith(": stdin_"));
}

TEST_CASE_METHOD(Census, "invalid arguments throw an Error", "") {
    CHECK(caught<std::invalid_argument>([] { start({std::string(1, '\0')}); }) == "embedded null byte");
    CHECK(caught<std::runtime_error>([] { start({"x"}, encoding = "none"); }) == "unknown encoding: none");
    CHECK_THAT(caught<std::runtime_error>([] { start({"x"}, text = true, universal_newlines = false); }),
               StartsWith("Cannot disambiguate"));
}

TEST_CASE_METHOD(Census, "text that cannot be converted throws an Error", "") {
    CHECK_THAT(
        caught<std::invalid_argument>([] { (void)check_output(child("to", 1, "\xC3\xA9"), encoding = "ascii"); }),
        StartsWith("'ascii' codec can't decode byte 0xc3"));
    CHECK_THAT(caught<std::invalid_argument>([] { run(child("exit", 0), input = "\xC3\xA9", encoding = "ascii"); }),
               StartsWith("'ascii' codec can't encode character"));
}

TEST_CASE("the use of None as a string or a number throws an Error", "") {
    CHECK_THAT(caught<std::logic_error>([] { (void)Output().value(); }), StartsWith("this output is None"));
    CHECK_THAT(caught<std::logic_error>([] { (void)ReturnCode().value(); }), StartsWith("this return code is None"));
}
