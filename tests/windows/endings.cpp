// How children of Windows end: exit codes of 32 bits, exceptions that nobody handled.
#include "support/helpers.hpp"

#include <sstream>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "an exit code of Windows has 32 bits", "[lesson-2][py-139]") {
    const unsigned code = GENERATE(0U, 1U, 255U, 256U, 259U, 0x7FFFFFFFU, 0x80000000U, 0xC0000005U, 0xFFFFFFFFU);
    CHECK(run(child("exit", code)).returncode == static_cast<int>(code));
    Popen process(child("exit", code));
    CHECK(process.wait() == static_cast<int>(code));
    CHECK(process.poll() == code);
}

TEST_CASE_METHOD(Census, "a crash shows as its exception", "[lesson-4]") {
    CHECK(run(child("access-violation")).returncode == static_cast<int>(0xC0000005));
    CHECK(run(child("abort"), stderr_ = DEVNULL).returncode == 3);
}

TEST_CASE("a return code prints as the unsigned number that it is", "[py-139]") {
    std::ostringstream text;
    text << ReturnCode(static_cast<int>(0xC0000005));
    CHECK(text.str() == "3221225477");
}
