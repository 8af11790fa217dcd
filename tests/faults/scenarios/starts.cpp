// Each way to start a child, and each step that a child takes before exec.
#include "scenario.hpp"

#include <subprocess.hpp>

#include "os/posix/ask/features.hpp"
#include "os/posix/start/many_fds.hpp"

#include <cerrno>

#include <sys/resource.h>
#include <unistd.h>

namespace faults {
namespace {

namespace sp = subprocess;
namespace os = subprocess::detail::os;
using os::Feature;

template <class... Features> void warm_up_without(Features... missing) {
    warm_up();
    (os::give_up(missing), ...);
}

void share_tables() {
    warm_up();
    os::set_many_fds(0);
}

void lack_clone3() {
    warm_up_without(Feature::clone3);
}

void lack_clear_tid() {
    warm_up_without(Feature::clear_tid);
}

void lack_pidfds() {
    warm_up_without(Feature::pidfd, Feature::pidfd_signals);
}

void lack_close_range() {
    warm_up_without(Feature::close_range);
}

void posix_spawn() {
    sp::set_spawn_method(sp::SpawnMethod::posix_spawn);
    warm_up();
}

void fork() {
    sp::set_spawn_method(sp::SpawnMethod::fork);
    warm_up();
}

void fork_without_more() {
    fork();
    (os::give_up(Feature::close_range), os::give_up(Feature::pidfd), os::give_up(Feature::nosignal_writes));
}

void plain() {
    require_code(sp::call({child, "exit", "3"}), 3);
}

void redirected() {
    const auto done = sp::run({child, "to", "1", "out", "to", "2", "err"}, sp::stdin_ = sp::DEVNULL,
                              sp::stdout_ = sp::PIPE, sp::stderr_ = sp::STDOUT);
    require_code(done.returncode, 0);
    require(done.stdout_ == "outerr", "the output is wrong");
}

/// \param error what is thrown without a fault
template <class F> void require_error(int error, F start) {
    try {
        start();
    } catch (const sp::OSError& thrown) {
        if (thrown.code().value() != error)
            throw;
        return;
    }
    require(false, "nothing was thrown");
}

void no_program() {
    require_error(ENOENT, [] { require_code(sp::call({"/nowhere/program"}), 0); });
}

void no_folder() {
    require_error(ENOENT, [] { require_code(sp::call({child, "exit", "0"}, sp::cwd = "/nowhere"), 0); });
}

void search_path() {
    const sp::Environment env{{"PATH", "/nowhere:/usr:/bin"}};
    require_code(sp::call({"true"}, sp::env = env), 0);
}

void folder() {
    const auto done = sp::run({child, "cwd"}, sp::cwd = "/usr", sp::stdout_ = sp::PIPE);
    require_code(done.returncode, 0);
    require(done.stdout_ == "/usr", "the folder is wrong");
}

void passed_fds() {
    require_code(sp::call({child, "read", "0", "0", "exit", "2"}, sp::pass_fds = {gate, sp::fd_as(gate, 40)}), 2);
}

void surroundings() {
    const auto done = sp::run({child, "umask"}, sp::stdout_ = sp::PIPE, sp::start_new_session = true, sp::umask_ = 18,
                              sp::rlimits = {{RLIMIT_CORE, 0}});
    require_code(done.returncode, 0);
    require(done.stdout_ == "18", "the umask is wrong");
}

void group() {
    require_code(sp::call({child, "exit", "3"}, sp::process_group = 0, sp::restore_signals = false), 3);
}

void inherited_fds() {
    require_code(sp::call({child, "exit", "3"}, sp::close_fds = false), 3);
}

/// Those that we have, because not everybody may take others.
void identity() {
    const int user = static_cast<int>(::geteuid()), own_group = static_cast<int>(::getegid());
    require_code(sp::call({child, "exit", "3"}, sp::user_ = user, sp::group_ = own_group), 3);
}

void function_before_exec() {
    require_code(sp::call(
                     {child, "exit", "3"}, sp::preexec_fn = [] {}),
                 3);
}

void shell() {
    require(sp::getoutput("echo x") == "x" || kills(), "the output is wrong");
}

} // namespace

const std::vector<Scenario> starts = {
    {"start: the first child", plain, stay_cold},
    {"start: a later child", plain, warm_up},
    {"start: redirected", redirected, warm_up},
    {"start: a shared table", redirected, share_tables},
    {"start: no clone3", redirected, lack_clone3},
    {"start: a wait as by vfork", redirected, lack_clear_tid},
    {"start: no pidfds", redirected, lack_pidfds},
    {"start: no close_range", redirected, lack_close_range},
    {"start: posix_spawn", redirected, posix_spawn},
    {"start: fork", redirected, fork},
    {"start: fork without pidfds and close_range", redirected, fork_without_more},
    {"start: no program", no_program, warm_up},
    {"start: no program for the first child", no_program, stay_cold},
    {"start: no program in a shared table", no_program, share_tables},
    {"start: no program, posix_spawn", no_program, posix_spawn},
    {"start: no program, fork", no_program, fork},
    {"start: no folder", no_folder, warm_up},
    {"start: along PATH", search_path, warm_up},
    {"start: cwd", folder, warm_up},
    {"start: pass_fds", passed_fds, warm_up},
    {"start: session, umask, limits", surroundings, warm_up},
    {"start: process group", group, warm_up},
    {"start: close_fds = false", inherited_fds, warm_up},
    {"start: user and group", identity, warm_up},
    {"start: preexec_fn", function_before_exec, warm_up},
    {"start: shell", shell, warm_up},
};

} // namespace faults
