// Trees on Windows: how a program gets into its job, and who else.
#include "os/windows/end/job.hpp"
#include "os/windows/end/job_process.hpp"
#include "os/windows/io/duplicate.hpp"
#include "support/helpers.hpp"
#include "support/windows/tree.hpp"
#include "support/windows/windows.hpp"

#include <string>
#include <utility>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;
using detail::Deadline;

namespace {

DWORD suspensions_of(DWORD thread) {
    const Handle handle(::OpenThread(THREAD_SUSPEND_RESUME, FALSE, thread));
    return ::ResumeThread(handle.get());
}

/// Resumes the threads of a process. \return how often the first one was suspended
DWORD resume(int pid) {
    const Handle snapshot(::CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0));
    THREADENTRY32 thread{};
    thread.dwSize = sizeof thread;
    for (BOOL more = ::Thread32First(snapshot.get(), &thread); more; more = ::Thread32Next(snapshot.get(), &thread))
        if (thread.th32OwnerProcessID == static_cast<DWORD>(pid))
            return suspensions_of(thread.th32ThreadID);
    return 0;
}

} // namespace

TEST_CASE_METHOD(Census, "a member that is late for the end of its job is ended, too", "") {
    Popen first(child("until", 0), stdin_ = PIPE), late(child("until", 0), stdin_ = PIPE);
    os::Job job = os::Job::create();
    job.add(first.native_handle());
    const Handle same_job = os::duplicate(job.get(), os::Inheritable::no);
    os::JobProcess tree({first.pid, os::duplicate(first.native_handle(), os::Inheritable::no)}, std::move(job));
    tree.kill_tree();
    REQUIRE(::AssignProcessToJobObject(same_job.get(), late.native_handle()));
    CHECK(tree.wait_for_tree(Deadline::never()));
    CHECK(late.wait() == killed);
    CHECK(tree.left_behind() == 0);
}

TEST_CASE_METHOD(Census, "an error of a job names the keyword", "") {
    const auto error = thrown<OSError>([] { os::Job::create().add(nullptr); });
    CHECK(error.winerror == ERROR_INVALID_HANDLE);
    CHECK_THAT(error.what(), EndsWith(": tree"));
}

TEST_CASE_METHOD(Census, "a program that is started suspended stays so in its job", "") {
    const EachWayIntoJob way;
    const Tree tree(child("exit", 3), CREATE_SUSPENDED);
    CHECK(resume(tree.process->pid) == 1);
    CHECK(tree.process->wait(Deadline::never()).value().returncode == 3);
}

TEST_CASE_METHOD(Census, "nothing breaks away from the job of a tree", "") {
    const EachWayIntoJob way;
    const Tree tree(child("break-away"));
    CHECK(tree.rest() == "error " + std::to_string(ERROR_ACCESS_DENIED));
    CHECK(tree.process->wait_for_tree(Deadline::never()));
}

TEST_CASE_METHOD(Census, "a program that breaks away from our job is a member of its own", "") {
    const EachWayIntoJob way;
    const Tree tree(three_generations(), create_breakaway_from_job);
    CHECK(tree.said() == "x");
    tree.process->kill_tree();
    CHECK(tree.process->wait_for_tree(Deadline::never()));
    CHECK(tree.rest() == "");
}

TEST_CASE_METHOD(Census, "a start that fails leaves no job", "") {
    const EachWayIntoJob way;
    CHECK_THROWS_AS(Tree({(folder() / "missing.exe").string()}), FileNotFoundError);
    CHECK_THROWS_AS(run(child("exit", 0), cwd = folder() / "missing", tree = true), NotADirectoryError);
}

TEST_CASE_METHOD(Census, "a tree in a job passes on streams, return codes and a new environment", "") {
    const EachWayIntoJob way;
    const CompletedProcess done = run(child("cat", "exit", 259), input = "text", capture_output = true, tree = true);
    CHECK(done.returncode == 259);
    CHECK(done.stdout_ == "text");
    CHECK(own_variables(check_output(child("env"), env = {{"A", "b"}}, tree = true)) == "A=b\n");
    CHECK(run("exit 3", shell = true, tree = true).returncode == 3);
}
