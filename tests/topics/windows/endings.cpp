// How children end on Windows: 32-bit exit codes and unhandled exceptions.
#include "os/windows/end/windows_process.hpp"
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

#include <sstream>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

using detail::Deadline;

/// A second handle to the child, with which we may learn everything about it, but may not end it.
os::Started guarded(const Popen& process) {
    constexpr DWORD rights = SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION;
    return {process.pid, Handle(::OpenProcess(rights, FALSE, static_cast<DWORD>(process.pid)))};
}

} // namespace

TEST_CASE_METHOD(Census, "a Windows exit code has 32 bits", "[lesson-2][py-139]") {
    const unsigned code = GENERATE(0U, 1U, 255U, 256U, 259U, 0x7FFFFFFFU, 0x80000000U, 0xC0000005U, 0xFFFFFFFFU);
    CHECK(run(child("exit", code)).returncode == static_cast<int>(code));
    Popen process(child("exit", code));
    CHECK(process.wait() == static_cast<int>(code));
    CHECK(process.poll() == code);
}

TEST_CASE_METHOD(Census, "a crash is reported as its exception code", "[lesson-4]") {
    CHECK(run(child("access-violation")).returncode == static_cast<int>(0xC0000005));
    CHECK(run(child("abort"), stderr_ = DEVNULL).returncode == 3);
}

// Windows behaves like this with children that have ended, but Wine does not.
TEST_CASE_METHOD(Census, "without permission, signalling an ended child stores its exit code", "[py-239]") {
    const int code = GENERATE(0, 3, 259);
    Popen process(child("exit", code));
    os::WindowsProcess same(guarded(process));
    process.wait();
    same.send_signal(os::kill_signal);
    CHECK(same.wait(Deadline::passed()).value().returncode == code);
}

TEST_CASE_METHOD(Census, "without permission, signalling a running child throws PermissionError", "[py-239]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    os::WindowsProcess same(guarded(process));
    CHECK(thrown<PermissionError>([&] { same.send_signal(os::kill_signal); }).winerror == ERROR_ACCESS_DENIED);
    CHECK_FALSE(same.wait(Deadline::passed()).has_value());
    CHECK(process.poll() == None);
}

TEST_CASE_METHOD(Census, "a ReturnCode compares with Windows constants, and with what it prints", "[py-139]") {
    Popen process(child("access-violation"));
    process.wait();
    CHECK(process.returncode == STATUS_ACCESS_VIOLATION);
    CHECK(process.returncode != STATUS_CONTROL_C_EXIT);
    CHECK(process.returncode == 3221225477);
    CHECK(process.returncode == -1073741819);
    CHECK(ReturnCode(run(child("access-violation")).returncode) == 3221225477);
}

TEST_CASE("a return code prints as an unsigned number", "[py-139]") {
    std::ostringstream text;
    text << ReturnCode(static_cast<int>(0xC0000005));
    CHECK(text.str() == "3221225477");
}
