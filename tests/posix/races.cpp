// A child that ends between the check and the signal. These tests call the os layer directly, without a check.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include "os/process.hpp"

#include <csignal>

#include <sys/wait.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using subprocess::detail::Deadline;
using namespace tests;

namespace {

std::unique_ptr<os::Process> started(const std::vector<std::string>& words) {
    return os::spawn(os::SpawnRequest(words));
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a signal to a process that is gone is not an error", "[py-143]") {
    INFO(name());
    const auto process = started(child("exit", 0));
    CHECK(::waitpid(process->pid, nullptr, 0) == process->pid);
    os::send_signal(*process, SIGTERM);
    CHECK(os::wait(*process, Deadline::never()) == 0);
}

TEST_CASE_METHOD(EveryWay, "a reaped process is never signalled", "[py-144]") {
    INFO(name());
    Gate gate;
    Popen other(child("until", 0, "exit", 7), stdin_ = gate);
    const auto process = started(child("exit", 0));
    CHECK(os::wait(*process, Deadline::never()) == 0);
    process->handle.close();
    process->pid = other.pid; // as if another process had the pid by now
    os::send_signal(*process, SIGKILL);
    gate.open();
    CHECK(other.wait() == 7);
}
