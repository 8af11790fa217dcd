// Starts a child. A start walks through these files, in this order:
//
//     validate.cpp     refuses what cannot work, before anything is opened
//     plan.cpp         lays out a ChildPlan: everything that the child will read
//     clone.cpp        first choice: the child borrows our memory. clone_call.cpp makes the system call; tracer.cpp,
//                      memory_sharing.cpp and many_fds.cpp tell which variant of it this process can use
//     posix_spawn.cpp  for systems without clone()
//     fork.cpp         can do everything, and copies the page tables (signals_blocked.cpp, report_pipe.cpp)
//     child.cpp        runs in the child, up to exec, with the system calls in raw.hpp; child.hpp says why.
//                      preexec.cpp calls the user's function
//     ../end/          posix_process.cpp is what the caller gets: it waits for the child and reaps it
#include "os/process.hpp"

#include "child.hpp"
#include "clone_call.hpp"
#include "last_method.hpp"
#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/posix_process.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "os/start.hpp"
#include "plan.hpp"
#include "ways.hpp"

#include <subprocess/error.hpp>
#include <subprocess/hooks.hpp>

#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
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

/// A child that reported a failure exits by itself. One whose report could not be read may be running.
void reap_failed(const PreparedChild& child, const Started& started) {
    if (child.report.step == Step::report)
        ::kill(started.pid, SIGKILL);
    retry([&] { return ::waitpid(started.pid, nullptr, 0); });
}

bool should_retry(const Start& start, const ChildReport& report) {
    return report.step == Step::exec && report.error == ETXTBSY && start.posix.text_busy == TextBusy::retry &&
           start.posix.preexec.function == nullptr;
}

/// A program that was just written stays busy while a child that another thread forked meanwhile still holds a copy of
/// the writer's descriptor. That child executes its own program soon, which closes the copy.
Started start_when_not_busy(PreparedChild& child, const Start& start) {
    using std::chrono::milliseconds;
    constexpr milliseconds longest_pause(64);
    Started started = start_in_first_possible_way(child, start.posix.method);
    for (milliseconds pause(1); pause <= longest_pause && should_retry(start, child.report); pause *= 2) {
        reap_failed(child, started);
        child.report = {};
        std::this_thread::sleep_for(pause);
        started = start_in_first_possible_way(child, start.posix.method);
    }
    return started;
}

[[noreturn]] void throw_failure(const PreparedChild& child, const Started& started) {
    reap_failed(child, started);
    if (child.report.step == Step::preexec)
        throw SubprocessError("Exception occurred in preexec_fn.");
    if (const std::string limit = child.refused_limit(); !limit.empty())
        throw_errno(child.report.error, detail::KeywordName{limit});
    if (const detail::KeywordName keyword = keyword_of(child.report.step); !keyword.text.empty())
        throw_errno(child.report.error, keyword);
    throw_errno(child.report.error, child.subject_of(child.report.step));
}

/// \throws what the child has reported, and then it is reaped
ExitHandle exit_handle_of(const Start& start, const PreparedChild& child, Started started) {
    if (child.report.step != Step::none)
        throw_failure(child, started);
    ExitHandle handle(started.pid, std::move(started.pidfd));
    if (start.is_handed_out)
        handle.remember_identity();
    return handle;
}

ExitHandle start_child(const Start& start) {
    const auto child = std::make_unique<PreparedChild>(start);
    return exit_handle_of(start, *child, start_when_not_busy(*child, start));
}

class OverlappingStart final : public PendingStart {
public:
    explicit OverlappingStart(const Start& start) : m_start(start), m_child(std::make_unique<PreparedChild>(start)) {
        const SpawnMethod method = start.posix.method;
        const bool may_clone = method == SpawnMethod::automatic || method == SpawnMethod::vfork;
        if (may_clone && begin_clone(*m_child, m_started))
            remember(SpawnMethod::vfork);
        else
            m_started = start_when_not_busy(*m_child, start);
    }

    /// If there was no memory to finish the start, the child is ended.
    ~OverlappingStart() override {
        finish_clone(m_started);
        if (m_started.pid == -1)
            return;
        if (m_child->report.step == Step::none)
            ExitHandle(m_started.pid, std::move(m_started.pidfd)).send_signal(SIGKILL);
        reap_failed(*m_child, m_started);
    }

    std::unique_ptr<Process> finish() override { return std::unique_ptr<Process>(new PosixProcess(finish_child())); }

private:
    ExitHandle finish_child() {
        finish_clone(m_started);
        if (should_retry(m_start, m_child->report)) {
            reap_failed(*m_child, m_started);
            m_child->report = {};
            m_started.pid = -1;
            m_started = start_when_not_busy(*m_child, m_start);
        }
        return exit_handle_of(m_start, *m_child, std::exchange(m_started, {}));
    }

    const Start& m_start;
    std::unique_ptr<PreparedChild> m_child;
    Started m_started;
};

} // namespace

std::unique_ptr<Process> spawn(const Start& start) {
    // `new` allocates before the child is started: nothing may fail once it runs.
    return std::unique_ptr<Process>(new PosixProcess(start_child(start)));
}

std::unique_ptr<PendingStart> begin_spawn(const Start& start) {
    return std::make_unique<OverlappingStart>(start);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
