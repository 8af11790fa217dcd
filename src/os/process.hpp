// The door to the operating system: a child, from its start to its end.
#pragma once

#include "os/deadline.hpp"

#include <subprocess/api.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct Start;

struct Ended {
    int returncode = 0;
    bool status_lost = false; ///< the child was reaped outside this library, and the returncode is assumed to be 0
    std::optional<Usage> usage = {}; ///< without the wall time; none if the child was reaped outside this library
};

/// A child, or with Start::tree a program and all processes that it has started, directly or not. Without it the child
/// alone is the tree. All functions may be called by several threads at once. Destroying it does not wait, and ends
/// nobody except the members of a tree that was not released. (AuditedProcess forwards every function.)
class SUBPROCESS_API Process {
public:
    explicit Process(int number, bool hangs = false) noexcept : pid(number), stands_still(hangs) {}
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    virtual ~Process() = default;

    /// Waits until the child ends, and reaps it. Later calls return the same. \return none if the deadline passes first
    virtual std::optional<Ended> wait(Deadline deadline) = 0;

    /// Sends it to every member of the tree that lives; does nothing if there is none.
    virtual void send_signal(int number) = 0;

    /// Asks every member of the tree to end, and lets those that are stopped go on, so that they can.
    /// \return false if this system has no way to ask them
    virtual bool ask_to_end(int signal);

    /// Tells the programs at its terminal that nobody is there any more, where closing our ends does not tell them.
    virtual void hang_up() noexcept {}

    /// What becomes ready when the child ends; no_handle if the system has no such thing.
    virtual NativeHandle native_handle() const noexcept = 0;

    /// Whether wait() has to be called now and then while the child runs, and not only when that handle is ready.
    virtual bool needs_looks() const noexcept { return false; }

    /// Whether processes that the child has started can outlive it and still be ended.
    virtual bool has_tree() const noexcept { return false; }

    /// Waits until no member of the tree lives, and reaps them. \return false if the deadline passes first
    /// \throws OSError that names a member that may not be ended, once nothing else is left
    virtual bool wait_for_tree(Deadline deadline) { return wait(deadline).has_value(); }

    /// What becomes ready when no member of the tree lives; no_handle if the system has no such thing.
    virtual NativeHandle tree_handle() const noexcept { return native_handle(); }

    /// Begins to end every member by SIGKILL, and those that they start meanwhile; wait_for_tree() waits for it.
    virtual void kill_tree();

    /// How many processes kill_tree() has ended after the program, as of the end of wait_for_tree().
    virtual int left_behind() const noexcept { return 0; }

    /// What all members have used, without the wall time, as of the end of wait_for_tree(); none if the system does not
    /// tell.
    virtual std::optional<Usage> tree_usage() const noexcept { return {}; }

    /// Lets all members live on: nothing that happens to this object or this process ends them any more.
    virtual void release() {}

    // These do not change once it has started.
    int pid;
    /// A fake that does nothing more until it gets a signal: whoever waits for it for some time waits in vain.
    bool stands_still;
};

/// What wait() returns for a child that a signal has ended.
SUBPROCESS_API int returncode_of(int signal) noexcept;

inline constexpr int kill_signal = 9;
inline constexpr int broken_pipe_signal = 13;
inline constexpr int terminate_signal = 15;

inline void Process::kill_tree() {
    send_signal(kill_signal);
}

/// Whether a program with this return code has ended because its terminal was hung up.
bool is_hang_up(int returncode) noexcept;

/// \throws ValueError if ask_to_end() does not take this number
void require_signal(int number);

/// Starts a child. If exec or a step before it fails, this throws, and the child is already reaped.
SUBPROCESS_API std::unique_ptr<Process> spawn(const Start& start);

/// A start that has begun. Others may begin before it is finished, so that the system works on all of them at once.
class PendingStart {
public:
    PendingStart() = default;
    PendingStart(const PendingStart&) = delete;
    PendingStart& operator=(const PendingStart&) = delete;
    virtual ~PendingStart() = default;

    /// To be called once, also if another start has failed. Returns and throws what spawn() would have.
    virtual std::unique_ptr<Process> finish() = 0;

    /// Whether finish() would have to wait now.
    virtual bool would_wait() const noexcept { return false; }

    /// Becomes ready when the child ends, which a start does not outlast; no_handle: nothing tells.
    virtual NativeHandle end_handle() const noexcept { return no_handle; }
};

/// Begins to start a child. Waits for the end of the start only where two starts cannot overlap.
/// \param start must live until the start is finished
/// \throws what spawn() throws, for what is known at once
std::unique_ptr<PendingStart> begin_spawn(const Start& start);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
