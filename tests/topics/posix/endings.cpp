// How children end on POSIX: signals, eight-bit exit codes, and reaping.
#include "support/posix/helpers.hpp"

#include <csignal>
#include <sstream>
#include <utility>

#include <sys/wait.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "the system keeps the low eight bits of an exit code", "[py-137]") {
    CHECK(run(child("exit", 259)).returncode == 3);
}

TEST_CASE_METHOD(Census, "a fatal signal is a negative return code, not an exit code", "[lesson-3][py-138]") {
    CHECK(run(child("raise", SIGKILL)).returncode == -SIGKILL);
    CHECK(run(child("exit", SIGKILL)).returncode == SIGKILL);
}

TEST_CASE_METHOD(Census, "a crash is reported as its signal", "[lesson-4][py-138]") {
    CHECK(run(child("overflow")).returncode == -SIGSEGV);
    CHECK(run(child("raise", SIGFPE)).returncode == -SIGFPE);
    CHECK(run(child("raise", SIGABRT)).returncode == -SIGABRT);
}

TEST_CASE_METHOD(Census, "getstatusoutput reports a signal", "[py-184]") {
    CHECK(getstatusoutput("kill -15 $$") == std::pair<int, std::string>(-SIGTERM, ""));
}

TEST_CASE_METHOD(Census, "wait and poll report the same signal", "[lesson-43][py-138]") {
    Popen process(child("raise", SIGTERM));
    CHECK(process.wait() == -SIGTERM);
    CHECK(process.poll() == -SIGTERM);
}

TEST_CASE_METHOD(Census, "an invalid signal is an error and signal 0 is not", "[py-143]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(thrown<OSError>([&] { process.send_signal(12345); }).code() == std::errc::invalid_argument);
    process.send_signal(0);
    CHECK(process.poll() == None);
    process.stdin_.close();
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(Census, "a child that was reaped elsewhere still gets a return code", "[lesson-55][py-133]") {
    Popen process(child("exit", 3));
    int status = 0;
    CHECK(::waitpid(process.pid, &status, 0) == process.pid);
    const int code = process.wait();
    CHECK((code == 3 || code == 0)); // 3 if the kernel still knows the code
    CHECK(process.wait() == code);
    CHECK(process.poll() == code);
    CHECK(process.usage == None);
    process.kill();
}

TEST_CASE_METHOD(Census, "the end of a child that was reaped elsewhere is told without what is lost") {
    std::vector<ReturnCode> codes;
    const AuditEndHook keep = [](const AuditEnd& end, void* context) {
        if (end.usage == None && end.duration > 0)
            static_cast<std::vector<ReturnCode>*>(context)->push_back(end.returncode);
    };
    set_audit_hook(nullptr, keep, &codes);
    Popen process(child("exit", 3));
    CHECK(::waitpid(process.pid, nullptr, 0) == process.pid);
    process.wait();
    set_audit_hook(nullptr, nullptr);
    REQUIRE(codes.size() == 1);
    CHECK((codes[0] == None || codes[0] == 3)); // 3 if the kernel still knows the code
}

TEST_CASE_METHOD(Census, "waiting works with SIGCHLD ignored", "[lesson-55][py-133]") {
    CHECK(in_fork([] {
              std::signal(SIGCHLD, SIG_IGN);
              const CompletedProcess done = run(child("to", 1, "out", "exit", 3), stdout_ = PIPE);
              Popen process(child("until", 0), stdin_ = PIPE);
              process.kill();
              process.wait(1h);
              return (done.returncode == 3 || done.returncode == 0) ? *done.stdout_ : "wrong code";
          }) == "out");
}

TEST_CASE_METHOD(Census, "send_signal sends any signal", "[py-141]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    process.send_signal(SIGINT);
    CHECK(process.wait() == -SIGINT);
}

TEST_CASE_METHOD(Census, "a timeout of run also kills a child that ignores SIGTERM", "[py-176]") {
    LifeLine line;
    CHECK_THROWS_AS(
        run(child("ignore", SIGTERM, "until", 0), stdin_ = Gate(), timeout = moment, passing({line.native_handle()})),
        TimeoutExpired);
    line.given();
    line.await_end();
}

TEST_CASE_METHOD(Census, "a forked copy of this process does not wait for our children", "[py-200]") {
    Gate gate;
    Popen(child("until", 0), stdin_ = gate).detach();
    CHECK(in_fork([] { return std::to_string(run(child("exit", 3)).returncode); }) == "3");
    gate.open();
    reap_detached();
}

TEST_CASE("a return code that is a signal prints as a negative number", "[py-140]") {
    std::ostringstream printed;
    printed << ReturnCode(-9);
    CHECK(printed.str() == "-9");
}
