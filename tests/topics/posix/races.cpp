// A child that ends between the check and the signal. These tests call the os layer directly, without a check.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include "os/posix/end/posix_process.hpp"
#include "os/start.hpp"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using subprocess::detail::Deadline;
using namespace tests;

namespace {

std::unique_ptr<os::Process> started(const std::vector<std::string>& words) {
    return os::spawn(os::Start(words));
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a signal to a process that is gone is not an error", "[py-143]") {
    INFO(name());
    const auto process = started(child("exit", 0));
    CHECK(::waitpid(process->pid, nullptr, 0) == process->pid);
    process->send_signal(SIGTERM);
    CHECK(process->wait(Deadline::never()).value().returncode == 0);
}

// A test cannot choose the pid that the kernel gives out next. But a process that is not our child has been reaped as
// far as the library knows, and its pid belongs to another process: here to the caller itself.
TEST_CASE_METHOD(Census, "a reaped process is never signalled", "[py-144]") {
    CHECK(in_fork([] {
              os::PosixProcess process(os::ExitHandle(::getpid(), {}));
              const std::optional<os::Ended> ended = process.wait(Deadline::never());
              process.send_signal(SIGKILL);
              return word(ended.value().returncode);
          }) == "0");
}
