// A stopped child has not ended; the stop of a child that its parent traces is reported, though.
#include "support/posix/helpers.hpp"
#include "support/posix/tracer.hpp"
#include "support/posix/trees.hpp"
#include "support/posix/ways.hpp"

#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"

#include <csignal>
#include <memory>

#include <sys/wait.h>

#if defined(__linux__)
#include <sys/ptrace.h>
#endif

using namespace subprocess;
using namespace tests;
namespace os = subprocess::detail::os;

namespace {

/// Blocks until the child is stopped, and leaves its status to be collected.
void await_stop(int pid) {
    siginfo_t about{};
    ::waitid(P_PID, static_cast<id_t>(pid), &about, WSTOPPED | WNOWAIT);
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a stopped child has not ended", "[py-134][py-135]") {
    INFO(name());
    Popen process(child("raise", SIGSTOP, "exit", 7));
    await_stop(process.pid);
    CHECK(process.poll() == None);
    CHECK_THROWS_AS(process.wait(0), TimeoutExpired);
    CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    ::kill(process.pid, SIGCONT); // send_signal() would ignore a child that it wrongly takes for ended
    CHECK(process.wait() == 7);
}

#if defined(__linux__)

TEST_CASE_METHOD(Census, "the stop of a traced child is reported as a negative signal", "[py-135][beyond-qemu]") {
    int pid = 0;
    {
        Popen process(
            child("exit", 0), preexec_fn = [] { ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); });
        pid = process.pid;
        CHECK(process.wait() == -SIGTRAP); // exec stopped it
    }
    ::kill(pid, SIGKILL);
    CHECK(::waitpid(pid, nullptr, 0) == pid);
}

TEST_CASE_METHOD(Census, "waiting for an ended child that another process traces uses no CPU time",
                 "[py-129][beyond-qemu]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    Tracer tracer(process);
    process.stdin_.close();
    if (tracer.may_trace()) {
        const double before = cpu_seconds_of_this_thread();
        CHECK_THROWS_AS(process.wait(250ms), TimeoutExpired);
        CHECK(cpu_seconds_of_this_thread() - before < 0.05);
    }
    tracer.let_go();
    CHECK(process.wait() == 0);
    tracer.await_end();
    if (!tracer.may_trace())
        TESTS_SKIP("this process may not trace another one's child");
}

TEST_CASE_METHOD(Census, "waiting for the end of a tree whose supervisor another process traces uses no CPU time",
                 "[tree][beyond-posix][beyond-qemu]") {
    Pipe pipe;
    const std::vector<std::string> words = child("until", 0);
    os::Start start(words);
    start.stdio[detail::Stdio::in] = pipe.reader.get();
    start.tree = true;
    const std::unique_ptr<os::Process> process = os::spawn(start);
    Tracer tracer(parent_of(process->pid), pipe.writer.get());
    pipe.writer.close();
    if (tracer.may_trace()) {
        const double before = cpu_seconds_of_this_thread();
        CHECK_FALSE(process->wait_for_tree(detail::Deadline::after(0.25)));
        CHECK(cpu_seconds_of_this_thread() - before < 0.05);
    }
    tracer.let_go();
    CHECK(process->wait_for_tree(detail::Deadline::never()));
    tracer.await_end();
    if (!tracer.may_trace())
        TESTS_SKIP("this process may not trace another one's child");
}

#endif
