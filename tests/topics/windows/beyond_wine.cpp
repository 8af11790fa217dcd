// Tests that Wine cannot run because it differs from Windows. docs/platforms.md lists them with the reasons.
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "CTRL_BREAK_EVENT ends a child that has its own process group", "[beyond-wine][py-238]") {
    Popen process(child("until", 0), stdin_ = PIPE, creationflags = create_new_process_group);
    process.send_signal(CTRL_BREAK_EVENT);
    CHECK(process.wait() == static_cast<int>(0xC000013A));
}

TEST_CASE_METHOD(Census, "a folder is not a program", "[beyond-wine]") {
    const auto error = thrown<PermissionError>([&] { run({folder().string()}); });
    CHECK(error.winerror == ERROR_ACCESS_DENIED);
    CHECK(error.filename == folder().string());
}

TEST_CASE_METHOD(Census, "an empty environment has no variables", "[beyond-wine][py-237]") {
    CHECK(check_output(child("env"), env = {}) == "");
}

TEST_CASE_METHOD(Census, "a stack overflow is reported as its exception code", "[beyond-wine]") {
    CHECK(run(child("overflow")).returncode == static_cast<int>(0xC00000FD));
}
