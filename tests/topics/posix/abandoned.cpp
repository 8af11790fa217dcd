// The list of abandoned children.
#include "support/posix/helpers.hpp"

#include "process/abandoned.hpp"

#include <csignal>

#include <sys/wait.h>

using namespace subprocess;
using subprocess::detail::abandoned_count;
using namespace tests;

TEST_CASE_METHOD(Census, "the next start forgets an abandoned child that was killed", "[py-197]") {
    const Gate gate;
    const int pid = Popen(child("until", 0), stdin_ = gate).detach();
    CHECK(abandoned_count() == 1);
    run(child("exit", 0));
    CHECK(abandoned_count() == 1);
    ::kill(pid, SIGKILL);
    siginfo_t about{};
    ::waitid(P_PID, static_cast<id_t>(pid), &about, WEXITED | WNOWAIT);
    run(child("exit", 0));
    CHECK(abandoned_count() == 0);
    CHECK(::waitpid(pid, nullptr, 0) == -1);
}

TEST_CASE_METHOD(Census, "an abandoned child that was reaped elsewhere counts as ended", "[py-197]") {
    const Gate gate;
    const int pid = Popen(child("until", 0), stdin_ = gate).detach();
    ::kill(pid, SIGKILL);
    CHECK(::waitpid(pid, nullptr, 0) == pid);
    cleanup();
    CHECK(abandoned_count() == 0);
}

TEST_CASE_METHOD(Census, "detaching an ended child does not list it as abandoned", "[py-196]") {
    const Listener listener;
    Popen process(child("exit", 0));
    siginfo_t about{};
    ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WEXITED | WNOWAIT);
    process.detach();
    CHECK(abandoned_count() == 0);
    CHECK(listener.heard == "");
}
