// Trees on old kernels and in sandboxes: each system call that a supervisor makes is refused.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__)

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <vector>

#include <sys/syscall.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// What becomes of trees that leave daemons behind, that are killed, and that cannot start.
std::string results() {
    LifeLine line;
    const Gate gate;
    const CompletedProcess done =
        run(child("fork", "daemon", "ignore", SIGTERM, "until", 0, "parent", "exit", 3), subprocess::tree = true,
            stdin_ = gate, capture_output = true, pass_fds = {line.native_handle()});
    Popen process(child("fork", "daemon", "until", 0, "parent", "to", 1, "x", "until", 0), subprocess::tree = true,
                  stdin_ = gate, stdout_ = PIPE, pass_fds = {line.native_handle()});
    process.stdout_.read(1);
    process.terminate();
    const int terminated = process.stop();
    const std::string name =
        thrown<FileNotFoundError>([] { start({"/nonexistent"}, subprocess::tree = true); }).filename;
    line.given();
    return word(done.returncode) + word(terminated) + name + (line.alive() ? " alive" : " dead");
}

constexpr const char* expected = "3-15/nonexistent dead";

std::string without(const std::vector<SystemCall>& calls, int error) {
    return in_fork([&] {
        refuse(calls, error);
        return results() + children();
    });
}

/// The supervisor cannot work, and says so before anything is started.
std::string refusal(int error) {
    return std::string("threw ") + OSError({error, std::generic_category()}, detail::KeywordName{"tree"}).what();
}

/// What only a supervisor needs, and can do without.
std::vector<SystemCall> calls_of_supervisors() {
    return {{"signalfd4", SYS_signalfd4}, {"setsid", SYS_setsid}, {"chdir", SYS_chdir}, {"madvise", SYS_madvise}};
}

} // namespace

TEST_CASE_METHOD(Census, "a tree ends as a whole if any optional system call is refused",
                 "[tree][beyond-posix][beyond-qemu]") {
    const int error = GENERATE(EPERM, ENOSYS, EINVAL);
    INFO("error " << error);
    REQUIRE(results() == expected);
    std::vector<SystemCall> calls = optional_calls();
    for (const SystemCall& call : calls_of_supervisors())
        calls.push_back(call);
    for (const SystemCall& call : calls) {
        INFO(call.name);
        CHECK(without({call}, error) == (call.name == "waitid" ? refusal(error) : expected));
    }
}

TEST_CASE_METHOD(Census, "a tree that cannot have a supervisor is an error before the start",
                 "[tree][beyond-posix][beyond-qemu]") {
    CHECK(in_fork([] {
              refuse({{"PR_SET_CHILD_SUBREAPER", SYS_prctl, 0, ~0U, 36}}, EPERM);
              std::string what;
              try {
                  call(child("to", 1, "started"), subprocess::tree = true);
              } catch (const OSError& error) {
                  what = error.what();
              }
              return what + children();
          }) == "[Errno 1] Operation not permitted: tree");
}

#endif
