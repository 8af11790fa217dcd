#include "tree_process.hpp"

#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/started_tree.hpp"
#include "os/posix/end/tree_group.hpp"
#include "os/posix/end/tree_record.hpp"
#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "os/streams.hpp"

#include <subprocess/error.hpp>
#include <subprocess/subprocess_error.hpp>

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_SUPERVISORS

namespace {

constexpr double moment = 0.05; // seconds
constexpr double short_pause = 0.001;
constexpr double time_to_tell_of_end = 1; // for a supervisor that is just about to, on a busy system

/// A wait is cut into pieces, because no descriptor tells of all that it waits for.
Deadline piece_of(Deadline deadline, double seconds = moment) {
    return earlier(deadline, Deadline::after(seconds));
}

} // namespace

TreeProcess::TreeProcess(StartedTree started, bool is_handed_out) noexcept
    : Process(started.record->pid), m_tree(std::move(started)), m_owner(::getpid()) {
    if (!is_handed_out)
        return;
    m_requests_identity = identity_of(m_tree.requests.get());
    m_tree.supervisor.remember_identity();
    m_tree.program.remember_identity();
}

TreeProcess::~TreeProcess() {
    if (!has_requests())
        m_tree.requests.release();
    forget_lost_handles();
    m_tree.requests.close();
    const bool is_over = notice_end();
    if (!is_ours() || !is_over)
        m_tree.group.release();
    if (!is_over)
        m_tree.record.get_deleter().keep = true; // the supervisor runs on it
}

/// False if the program has closed the pipe's end, as closefrom() does: its number may belong to another file by now.
bool TreeProcess::has_requests() const noexcept {
    return m_requests_identity == FileIdentity{} || still_is(m_tree.requests.get(), m_requests_identity);
}

void TreeProcess::forget_lost_handles() {
    const Lock locked = lock();
    m_tree.supervisor.forget_if_lost();
    m_tree.program.forget_if_lost();
}

/// A copy by fork() has one thread, and another thread of the original may have left the mutex locked.
TreeProcess::Lock TreeProcess::lock() const {
    Lock lock(m_mutex, std::defer_lock);
    if (is_ours())
        lock.lock();
    return lock;
}

/// Reaps the supervisor if it has ended. One that was forked does not clear its state if a signal ends it. To a copy of
/// the owner by fork() the tree is none of its business.
bool TreeProcess::notice_end() {
    if (!is_ours())
        return true;
    const Lock locked = lock();
    m_tree.supervisor.forget_if_lost();
    m_is_reaped = m_is_reaped || reap_supervisor(m_tree.supervisor);
    if (m_is_reaped)
        m_tree.record->state = tree_gone;
    if (m_is_reaped && !m_tree.record->is_over)
        m_tree.group.kill();
    return m_is_reaped;
}

void TreeProcess::keep_supervisor_running() {
    if (!is_ours())
        return;
    const Lock locked = lock();
    m_tree.supervisor.forget_if_lost();
    if (!m_is_reaped)
        continue_supervisor(m_tree.supervisor);
}

// The program ---------------------------------------------------------------------------------------------------------

std::optional<Ended> TreeProcess::ended() const {
    const TreeRecord& record = *m_tree.record;
    if (record.state != tree_program_ended && (!is_gone() || record.code == 0))
        return {};
    return Ended{record.code == CLD_EXITED ? record.status : -record.status, false, usage_of(record.program_usage)};
}

/// Returns when the state is another one, or after a while. The state tells first that a short program has ended. The
/// descriptors also tell that the supervisor was killed, and with them nobody has to look again and again.
void TreeProcess::await_change(int state, Deadline deadline) {
    sleep_cancellable_while(m_tree.record->state, state, piece_of(deadline));
    if (m_tree.record->state != state)
        return;
    forget_lost_handles();
    pollfd fds[] = {{native_handle(), POLLIN, 0}, {tree_handle(), POLLIN, 0}};
    const bool can_tell = fds[0].fd != -1;
    if (!can_tell || (poll_until(fds, 2, deadline) > 0 && fds[0].revents != 0))
        keep_supervisor_running();
}

/// Whether the program has ended, although the supervisor has not said so yet.
bool TreeProcess::is_about_to_end() {
    forget_lost_handles();
    pollfd fd{native_handle(), POLLIN, 0};
    return fd.fd != -1 && poll_until(&fd, 1, Deadline::passed()) > 0;
}

/// A deadline that has passed is extended for a program that has ended.
std::optional<Ended> TreeProcess::wait(Deadline deadline) {
    for (bool is_extended = false;;) {
        const int state = m_tree.record->state;
        if (const std::optional<Ended> result = ended())
            return result;
        if (state == tree_gone)
            throw SubprocessError("the supervisor of process " + std::to_string(pid) +
                                  " was killed, so its return code is lost, and processes of its tree may be left");
        if (deadline.has_passed()) {
            if (is_extended || !is_about_to_end())
                return {};
            is_extended = true;
            deadline = Deadline::after(time_to_tell_of_end);
        }
        await_change(state, deadline);
        if (m_tree.record->state == state)
            notice_end();
    }
}

NativeHandle TreeProcess::native_handle() const noexcept {
    const Lock locked = lock();
    return m_tree.program.pollable();
}

// The tree ------------------------------------------------------------------------------------------------------------

bool TreeProcess::can_request() const noexcept {
    return is_ours() && !m_is_ending && !is_gone() && has_requests();
}

/// \return false if nobody is there to answer
bool TreeProcess::request(unsigned char byte) {
    const Lock locked = lock();
    const char bytes[] = {static_cast<char>(byte)};
    return can_request() && write_some(m_tree.requests.get(), std::string_view(bytes, 1)) == 1;
}

void TreeProcess::send_signal(int number) {
    if (number < 0 || number > SIGRTMAX)
        throw_errno(EINVAL);
    if (number == SIGKILL)
        return kill_tree();
    if (!is_ours())
        return;
    const std::lock_guard<std::mutex> lock(m_sending);
    TreeRecord& record = *m_tree.record;
    const int answers = record.answers;
    if (!request(static_cast<unsigned char>(number)))
        return;
    await_answer(answers);
    if (const int error = record.signal_failure(); error != 0 && !is_gone())
        throw_errno(error, detail::KeywordName{"tree"});
}

void TreeProcess::await_answer(int answers) {
    constexpr double seconds = 2;
    for (const Deadline limit = Deadline::after(seconds); m_tree.record->answers == answers && !is_gone();) {
        if (limit.has_passed())
            throw_errno(ETIMEDOUT, "the supervisor of the tree");
        sleep_while(m_tree.record->answers, answers, piece_of(limit));
        if (m_tree.record->answers == answers && !notice_end())
            keep_supervisor_running();
    }
}

void TreeProcess::kill_tree() {
    if (const Lock locked = lock(); can_request() && !m_is_ending.exchange(true))
        request_end(m_tree);
    keep_supervisor_running();
}

/// A supervisor that has said goodbye ends as soon as it gets the processor. A member that cannot be killed may end by
/// itself, so it is looked for twice. A tracer sees the end of the supervisor before us, and until then its handle is
/// ready too early.
bool TreeProcess::wait_for_tree(Deadline deadline) {
    if (is_gone() && deadline.has_passed())
        deadline = Deadline::after(time_to_tell_of_end);
    bool was_early = false;
    for (pid_t stuck = 0; !notice_end() || !remove_group();) {
        if (stuck != 0 && m_tree.record->stuck == stuck)
            throw_errno(m_tree.record->stuck_error, "process " + std::to_string(stuck) + " of the tree");
        if (deadline.has_passed())
            return false;
        stuck = m_tree.record->stuck;
        pollfd fd{was_early ? -1 : tree_handle(), POLLIN, 0};
        was_early = poll_until(&fd, 1, piece_of(deadline, was_early ? short_pause : moment)) > 0;
        if (!was_early && m_is_ending)
            keep_supervisor_running();
    }
    return true;
}

/// \return false if there still are processes in it
bool TreeProcess::remove_group() {
    if (!is_ours())
        return true;
    const Lock locked = lock();
    return m_tree.group.remove();
}

NativeHandle TreeProcess::tree_handle() const noexcept {
    const Lock locked = lock();
    return m_tree.supervisor.pollable();
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
