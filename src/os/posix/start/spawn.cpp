// Starts a child. A start walks through these files, in this order:
//
//     validate.cpp     refuses what cannot work, before anything is opened
//     plan.cpp         lays out a ChildPlan: everything that the child will read; plan_fds.cpp its descriptors
//     clone.cpp        first choice: the child borrows our memory. clone_call.cpp makes the system call; tracer.cpp,
//                      memory_sharing.cpp and many_fds.cpp tell which variant of it this process can use
//     posix_spawn.cpp  for systems without clone()
//     fork.cpp         can do everything, and copies the page tables (signals_blocked.cpp, report_pipe.cpp)
//     ../io/           own_terminal.cpp lends a child in the foreground our terminal
//     tree.cpp         starts a program with a supervisor (supervisor.hpp)
//     child.cpp        runs in the child, up to exec, with the system calls in raw.hpp; child.hpp says why.
//                      preexec.cpp calls the user's function
//     ../end/          posix_process.cpp is what the caller gets: it waits for the child and reaps it
#include "os/process.hpp"

#include "cgroup.hpp"
#include "child.hpp"
#include "clone_call.hpp"
#include "failure.hpp"
#include "last_method.hpp"
#include "os/finished_start.hpp"
#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/foreground_process.hpp"
#include "os/posix/end/group_process.hpp" // IWYU pragma: keep: for systems without supervisors
#include "os/posix/end/posix_process.hpp"
#include "os/posix/io/own_terminal.hpp"
#include "os/posix/system.hpp"
#include "os/start.hpp"
#include "plan.hpp"
#include "text_busy.hpp"
#include "tree.hpp"
#include "ways.hpp"

#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>

#include <signal.h>

#include <memory>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

struct Way {
    SpawnMethod method;
    bool (*start)(PreparedChild& child, Started& started);
};

/// The fastest first; the last one can do everything.
constexpr Way ways[] = {
    {SpawnMethod::vfork, start_by_clone},
    {SpawnMethod::posix_spawn, start_by_posix_spawn},
    {SpawnMethod::fork, start_by_fork},
};

/// On Linux posix_spawn() can freeze, so it is used there only if the program asks for it.
bool is_passed_over(SpawnMethod method, SpawnMethod first) {
    const bool can_freeze = SUBPROCESS_LINUX && method == SpawnMethod::posix_spawn;
    return method < first || (can_freeze && method != first);
}

Started start_in_first_possible_way(PreparedChild& child, SpawnMethod first) {
    Started started;
    for (const Way& way : ways) {
        if (is_passed_over(way.method, first) || !way.start(child, started))
            continue;
        remember(way.method);
        break;
    }
    return started;
}

Started start_in_time(PreparedChild& child, const Start& start) {
    const auto start_once = [&] { return start_in_first_possible_way(child, start.posix.method); };
    return start_when_not_busy(child, start, start_once, [&](const Started& failed) { reap_failed(child, failed); });
}

[[noreturn]] void throw_failure(const PreparedChild& child, const Started& started) {
    reap_failed(child, started);
    throw_report(child);
}

/// \throws what the child has reported, and then it is reaped
ExitHandle exit_handle_of(const Start& start, const PreparedChild& child, Started started) {
    if (child.report.step != Step::none)
        throw_failure(child, started);
    if (child.was_killed_at_birth()) {
        reap_failed(child, started);
        throw_killed_at_birth();
    }
    ExitHandle handle(started.pid, std::move(started.pidfd));
    if (start.is_handed_out)
        handle.remember_identity();
    return handle;
}

ExitHandle start_child(const Start& start) {
    const auto child = std::make_unique<PreparedChild>(start);
    return exit_handle_of(start, *child, start_in_time(*child, start));
}

class OverlappingStart final : public PendingStart {
public:
    explicit OverlappingStart(const Start& start) : m_start(start), m_child(std::make_unique<PreparedChild>(start)) {
        const SpawnMethod method = start.posix.method;
        const bool may_clone = method == SpawnMethod::automatic || method == SpawnMethod::vfork;
        if (may_clone && begin_clone(*m_child, m_started))
            remember(SpawnMethod::vfork);
        else
            m_started = start_in_time(*m_child, start);
    }

    /// If there was no memory to finish the start, the child is ended.
    ~OverlappingStart() override {
        finish_clone(m_started);
        if (m_started.pid == -1)
            return;
        if (m_child->report.step == Step::none &&
            !ExitHandle(m_started.pid, std::move(m_started.pidfd)).send_signal(SIGKILL))
            ::kill(m_started.pid, SIGKILL);
        reap_failed(*m_child, m_started);
    }

    std::unique_ptr<Process> finish() override { return std::unique_ptr<Process>(new PosixProcess(finish_child())); }

    bool would_wait() const noexcept override { return is_out(m_started); }
    NativeHandle end_handle() const noexcept override { return m_started.pidfd.get(); }

private:
    ExitHandle finish_child() {
        finish_clone(m_started);
        if (should_retry(m_start, m_child->report)) {
            reap_failed(*m_child, m_started);
            m_child->report = {};
            m_started.pid = -1;
            m_started = start_in_time(*m_child, m_start);
        }
        return exit_handle_of(m_start, *m_child, std::exchange(m_started, {}));
    }

    const Start& m_start;
    std::unique_ptr<PreparedChild> m_child;
    Started m_started;
};

} // namespace

#if !SUBPROCESS_SUPERVISORS

std::unique_ptr<Process> spawn_tree(const Start& start) {
    return std::unique_ptr<Process>(new GroupProcess(start_child(start)));
}

#endif

namespace {

std::unique_ptr<Process> spawn_as_is(const Start& start) {
    if (start.tree)
        return spawn_tree(start);
    // `new` allocates before the child is started: nothing may fail once it runs.
    return std::unique_ptr<Process>(new PosixProcess(start_child(start)));
}

std::unique_ptr<Process> spawn_in_foreground(Start start) {
    const std::optional<LentTerminal> terminal = lend_terminal();
    start.posix.foreground = terminal.has_value();
    if (!terminal)
        return spawn_as_is(start);
    const pid_t group = start.posix.process_group.value_or(0);
    start.posix.process_group = group;
    try {
        return std::unique_ptr<Process>(new ForegroundProcess(spawn_as_is(start), *terminal, group));
    } catch (...) {
        take_terminal_back(group);
        throw;
    }
}

} // namespace

std::unique_ptr<Process> spawn(const Start& start) {
    return start.posix.foreground ? spawn_in_foreground(start) : spawn_as_is(start);
}

std::unique_ptr<PendingStart> begin_spawn(const Start& start) {
    if (start.tree || start.posix.foreground)
        return start_at_once([&] { return spawn(start); });
    return std::make_unique<OverlappingStart>(start);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
