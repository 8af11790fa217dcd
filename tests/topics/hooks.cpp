// The hooks of a host program: warnings, starts, and the spawn method.
#include "support/auditor.hpp"
#include "support/helpers.hpp"

#include <climits>
#include <string>
#include <utility>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "line buffering in binary mode warns", "[py-205]") {
    const Listener listener;
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = 1);
    CHECK(listener.heard == "RuntimeWarning: line buffering (buffering=1) isn't supported in binary mode, the default "
                            "buffer size will be used");
    process.stdin_.write("kept\n");
    process.kill();
    process.wait();
    CHECK(process.stdout_.read() == "");
}

TEST_CASE_METHOD(Census, "destroying the Popen of a running child warns", "[py-196]") {
    const Listener listener;
    Gate gate;
    const int pid = Popen(child("until", 0), stdin_ = gate).detach();
    CHECK(listener.heard == "ResourceWarning: subprocess " + std::to_string(pid) + " is still running");
    gate.open();
    reap_detached();
}

TEST_CASE_METHOD(Census, "an ordinary run does not warn", "") {
    const Listener listener;
    run(child("cat"), input = "x", capture_output = true, text = true, bufsize = 1);
    CHECK(listener.heard == "");
}

TEST_CASE_METHOD(Census, "the audit hook sees every start", "") {
    const Auditor auditor;
    run(child("exit", 0));
    run({"name"}, executable = STATIC_CHILD, cwd = folder(), env = {{"A", "1"}, {"B", "2"}});
    CHECK_THROWS_AS(run({"/nonexistent"}), FileNotFoundError);
    CHECK(auditor.events == std::vector<std::string>{
                                std::string(CHILD_PROGRAM) + " ['" CHILD_PROGRAM "', 'exit', '0'] None",
                                std::string(STATIC_CHILD) + " ['name'] " + folder().string() + " A=1 B=2",
                                "/nonexistent ['/nonexistent'] None",
                            });
}

TEST_CASE_METHOD(Census, "the audit hook does not see refused calls", "[py-1]") {
    const Auditor auditor;
    CHECK_THROWS_AS(run({"/nonexistent"}, encoding = "no such"), LookupError);
    CHECK_THROWS_AS(run({"/nonexistent"}, bufsize = LLONG_MAX), ValueError);
    CHECK(auditor.events.empty());
}

TEST_CASE_METHOD(Census, "an exception from the audit hook stops the start", "") {
    Auditor auditor;
    auditor.refuse = true;
    const auto path = file("kept", "content");
    CHECK_THROWS_WITH(run(child("exit", 0), stdin_ = PIPE, stdout_ = PIPE), "refused");
    CHECK_THROWS_WITH(run(child("to", 1, "more"), stdout_ = open(path, "a")), "refused");
    CHECK(content_of(path) == "content");
}

TEST_CASE_METHOD(Census, "a failed start does not warn", "[py-2][py-198]") {
    const Listener listener;
    CHECK_THROWS_AS(Popen({"/nonexistent"}, stdin_ = PIPE, stdout_ = PIPE), FileNotFoundError);
    CHECK_THROWS_AS(Popen(child("exit", 0), cwd = std::string(1, '\0')), ValueError);
    cleanup();
    CHECK(listener.heard == "");
}

TEST_CASE_METHOD(Census, "a start that fails in the audit hook is described with its own command", "") {
    bool is_inside = false;
    const auto run_another = [](const AuditEvent&, void* context) {
        if (!std::exchange(*static_cast<bool*>(context), true))
            run({"/nonexistent", "hook"});
    };
    set_audit_hook(run_another, &is_inside);
    const auto error = thrown<FileNotFoundError>([] { run(child("exit", 0)); });
    set_audit_hook(nullptr, nullptr);
    CHECK_THAT(error.describe(), ContainsSubstring("command: /nonexistent hook"));
}
