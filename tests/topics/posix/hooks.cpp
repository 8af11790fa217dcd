// Calls of the hooks that happen only on POSIX.
#include "support/auditor.hpp"
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "pass_fds overrides close_fds = false, with a warning", "[py-9]") {
    const Listener listener;
    const Pipe inheritable;
    run(child("exit", 0), pass_fds = {inheritable.reader.get()}, close_fds = false);
    CHECK(listener.heard == "RuntimeWarning: pass_fds overriding close_fds.");
}

TEST_CASE_METHOD(Census, "the audit hook sees the shell", "") {
    const Auditor auditor;
    run("exit 0", shell = true, cwd = "/", env = {{"A", "1"}, {"B", "2"}});
    CHECK(auditor.events == std::vector<std::string>{"/bin/sh 'exit 0' / A=1 B=2"});
}

TEST_CASE_METHOD(Census, "the audit hook does not see refused options", "[py-1]") {
    const Auditor auditor;
    CHECK_THROWS_AS(run({"/nonexistent"}, user_ = -1), ValueError);
    CHECK_THROWS_AS(run({"/nonexistent"}, timeout = 0.0, creationflags = 1), ValueError);
    CHECK(auditor.events.empty());
}

TEST_CASE_METHOD(Census, "a warning handler may set another one", "") {
    std::string heard;
    set_warning_handler(
        [](Warning, std::string_view message, void* context) {
            set_warning_handler(nullptr, nullptr);
            *static_cast<std::string*>(context) += message;
        },
        &heard);
    for (int i = 0; i < 2; ++i)
        run(child("exit", 0), pass_fds = {0}, close_fds = false);
    CHECK(heard == "pass_fds overriding close_fds.");
}
