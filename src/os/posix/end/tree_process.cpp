#include "tree_process.hpp"

#include "waitid.hpp"

#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "os/streams.hpp"

#include <subprocess/error.hpp>

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_LINUX

namespace {

constexpr int of_any_kind = __WALL; // the supervisor's exit signal is not SIGCHLD

constexpr double moment = 0.05; // seconds

/// A wait is cut into pieces, because no descriptor tells of all that it waits for.
Deadline piece_of(Deadline deadline) {
    return std::chrono::duration<double>(deadline.remaining()).count() < moment ? deadline : Deadline::after(moment);
}

} // namespace

void UnmapTree::operator()(TreeRecord* record) const noexcept {
    ::munmap(record, sizeof(TreeRecord));
}

MappedTree map_tree() {
    constexpr int access = PROT_READ | PROT_WRITE;
    void* const memory = ::mmap(nullptr, sizeof(TreeRecord), access, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw_errno(errno, detail::KeywordName{"tree"});
    return MappedTree(new (memory) TreeRecord);
}

bool reap_supervisor(const ExitHandle& supervisor) {
    Reaping reaping;
    const Reaped reaped = supervisor.is_pidfd() ? reap_by_pidfd(supervisor.get(), reaping) : Reaped::refused;
    if (reaped != Reaped::refused)
        return reaped != Reaped::not_yet;
    return retry([&] { return ::waitpid(supervisor.pid(), nullptr, WNOHANG | of_any_kind); }) != 0;
}

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
    m_tree.supervisor.forget_if_lost();
    m_tree.program.forget_if_lost();
    m_tree.requests.close();
    const bool is_over = notice_end();
    if (!is_ours() || !is_over)
        m_tree.group.release();
    if (!is_over)
        static_cast<void>(m_tree.record.release()); // the supervisor runs on it
}

/// False if the program has closed the pipe's end, as closefrom() does: its number may belong to another file by now.
bool TreeProcess::has_requests() const noexcept {
    return m_requests_identity == FileIdentity{} || identity_of(m_tree.requests.get()) == m_requests_identity;
}

bool TreeProcess::is_ours() const noexcept {
    return m_owner == ::getpid();
}

/// Reaps the supervisor if it has ended. One that was forked does not clear its state if a signal ends it. To a copy of
/// the owner by fork() the tree is none of its business.
bool TreeProcess::notice_end() {
    if (!is_ours())
        return true;
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_is_reaped = m_is_reaped || reap_supervisor(m_tree.supervisor);
    if (m_is_reaped)
        m_tree.record->state = tree_gone;
    if (m_is_reaped && !m_tree.record->is_over)
        m_tree.group.kill();
    return m_is_reaped;
}

// The program ---------------------------------------------------------------------------------------------------------

std::optional<Ended> TreeProcess::ended() const {
    const TreeRecord& record = *m_tree.record;
    if (record.state != tree_program_ended && !(is_gone() && record.code != 0))
        return {};
    return Ended{record.code == CLD_EXITED ? record.status : -record.status, false, usage_of(record.program_usage)};
}

/// Returns when the state is another one, or after a while. The state is what tells first that a short program has
/// ended. The descriptors also tell that the supervisor was killed, and nobody has to look again and again.
void TreeProcess::await_change(int state, Deadline deadline) {
    sleep_cancellable_while(m_tree.record->state, state, piece_of(deadline));
    pollfd fds[] = {{m_tree.program.pollable(), POLLIN, 0}, {m_tree.supervisor.pollable(), POLLIN, 0}};
    if (m_tree.record->state == state && fds[0].fd != -1)
        poll_until(fds, 2, deadline);
}

/// Whether the program has ended, although the supervisor has not said so yet.
bool TreeProcess::is_about_to_end() const {
    pollfd fd{m_tree.program.pollable(), POLLIN, 0};
    return fd.fd != -1 && poll_until(&fd, 1, Deadline::passed()) > 0;
}

/// A deadline that has passed is extended by a moment for a program that has ended.
std::optional<Ended> TreeProcess::wait(Deadline deadline) {
    for (bool is_last_look = false;;) {
        const int state = m_tree.record->state;
        if (const std::optional<Ended> result = ended())
            return result;
        if (state == tree_gone)
            throw SubprocessError("the supervisor of process " + std::to_string(pid) +
                                  " was killed, so its return code is lost, and processes of its tree may be left");
        if (is_last_look || (deadline.has_passed() && !is_about_to_end()))
            return {};
        is_last_look = deadline.has_passed();
        await_change(state, is_last_look ? Deadline::after(moment) : deadline);
        if (m_tree.record->state == state)
            notice_end();
    }
}

NativeHandle TreeProcess::native_handle() const noexcept {
    return m_tree.program.pollable();
}

// The tree ------------------------------------------------------------------------------------------------------------

/// \return false if nobody is there to answer
bool TreeProcess::request(unsigned char byte) {
    if (!is_ours() || m_is_ending || is_gone() || !has_requests())
        return false;
    const char bytes[] = {static_cast<char>(byte)};
    return write_some(m_tree.requests.get(), std::string_view(bytes, 1)) == 1;
}

void TreeProcess::send_signal(int number) {
    constexpr int last_signal = 64;
    if (number < 0 || number > last_signal)
        throw_errno(EINVAL);
    if (number == SIGKILL)
        return kill_tree();
    const std::lock_guard<std::mutex> lock(m_mutex);
    TreeRecord& record = *m_tree.record;
    const int answers = record.answers;
    if (!request(static_cast<unsigned char>(number)))
        return;
    constexpr double seconds = 2; // for a supervisor that somebody has stopped
    for (const Deadline limit = Deadline::after(seconds); record.answers == answers && !is_gone();) {
        if (limit.has_passed())
            throw_errno(ETIMEDOUT, "the supervisor of the tree");
        sleep_while(record.answers, answers, piece_of(limit));
    }
    if (record.signal_error == E2BIG || (record.signalled == 0 && record.signal_error != 0 && !is_gone()))
        throw_errno(record.signal_error, detail::KeywordName{"tree"});
}

void TreeProcess::kill_tree() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_is_ending = request(static_cast<unsigned char>(TreeRequest::end)) || m_is_ending;
}

/// A supervisor that has said goodbye ends in a moment. A member that cannot be killed may end by itself, so it is
/// looked for twice.
bool TreeProcess::wait_for_tree(Deadline deadline) {
    if (is_gone() && deadline.has_passed())
        deadline = Deadline::after(moment);
    for (pid_t stuck = 0; !notice_end() || (is_ours() && !m_tree.group.remove());) {
        if (stuck != 0 && m_tree.record->stuck == stuck)
            throw_errno(m_tree.record->stuck_error, "process " + std::to_string(stuck) + " of the tree");
        if (deadline.has_passed())
            return false;
        stuck = m_tree.record->stuck;
        pollfd fd{m_tree.supervisor.pollable(), POLLIN, 0};
        poll_until(&fd, 1, piece_of(deadline));
    }
    return true;
}

NativeHandle TreeProcess::tree_handle() const noexcept {
    return m_tree.supervisor.pollable();
}

int TreeProcess::left_behind() const noexcept {
    return m_tree.record->left_behind;
}

std::optional<Usage> TreeProcess::tree_usage() const noexcept {
    return m_tree.record->is_over ? std::optional<Usage>(usage_of(m_tree.record->tree_usage)) : std::nullopt;
}

void TreeProcess::release() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    request(static_cast<unsigned char>(TreeRequest::detach));
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
