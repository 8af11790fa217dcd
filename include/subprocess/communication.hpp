/// \file
/// Communication and Running: communicate() and run() in steps, for event loops. Not part of `<subprocess.hpp>`.
///
/// Neither ever blocks: the loop waits for their interests, or until their deadline, and then calls step().
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/given.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/popen_parts.hpp>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
void destroy(CommunicationState* state) noexcept;
void destroy(RunningState* state) noexcept;

/// Whether poll() has to be called now and then while the child runs, and not only when its handle is ready.
bool needs_looks(const Popen& process) noexcept;
} // namespace detail

/// Something to wait for, as poll() and WaitForMultipleObjects() do. It stays ready until step() has been called.
struct Interest {
    /// `read`: bytes, an end of file, or the end of a process; `write`: room for bytes.
    enum class What {
        read,
        write,
    };

    /// A descriptor; on Windows an object that becomes signalled. The library owns it: do not read, write or close it.
    NativeHandle handle;
    /// Whether it is to become readable or writable. On Windows always `read`.
    What what;
};

/// A Popen::communicate() that does not block.
///
/// The Popen and the input must outlive it and stay where they are, and nothing else may read, write or wait for the
/// child meanwhile. Destroyed before its end, it leaves the child as a communicate() does that has timed out: a later
/// one goes on where this one stopped. One thread at a time may use it. One that was moved from can only be destroyed
/// or assigned to.
class Communication {
public:
    /// Takes the keywords of communicate(): `input`, `timeout`, `idle_timeout` and `cancel`. Moves no bytes yet.
    /// \throws what communicate() throws for arguments that make no sense
    template <class... K>
    explicit Communication(Popen& process, K&&... arguments)
        : m_state(
              open(process, detail::Call<detail::fn_communicate, K...>(static_cast<K&&>(arguments)...).keywords())) {}

    /// Moves what is ready, and calls sinks and sources. Call it once at the beginning, then when an interest is ready
    /// or the deadline has passed; at other times it does no harm. What they throw is kept for result().
    /// \return true if it is over
    /// \throws ValueError in a callback of this child
    bool step();
    /// What to wait for before the next step; none when it is over. The list changes with each step.
    const std::vector<Interest>& interests() const noexcept;
    /// When to call step() even if nothing is ready. None if there is no such time.
    std::optional<std::chrono::steady_clock::time_point> deadline() const noexcept;
    /// True once step() has returned true.
    bool done() const noexcept;
    /// What communicate() returns or throws, once. \throws ValueError before the end, and the second time
    Outputs result();

private:
    static detail::CommunicationState* open(Popen& process, const detail::Keywords& keywords);

    detail::Opaque<detail::CommunicationState> m_state;
};

/// A run() that does not block, apart from the start of the child, which its constructor makes.
///
/// Destroyed before its end, it kills and reaps the child, or its tree, without the steps of `grace`; that takes at
/// most 2 seconds. One thread at a time may use it. One that was moved from can only be destroyed or assigned to.
class Running {
public:
    /// Takes the keywords of run(). The input is copied, and so are sinks and sources, or moved in, as by Popen.
    /// \throws what run() throws before the child runs
    template <class... K>
    explicit Running(Args command, K&&... arguments)
        : m_state(open(command, detail::Call<detail::fn_run, K...>(static_cast<K&&>(arguments)...).keywords())) {}

    // Without it, Running({"ls", "-l"}) could be a move from Running("ls", "-l").
    template <class... K>
    explicit Running(std::initializer_list<arg::Word> command, K&&... arguments)
        : m_state(open(Args(command), detail::Call<detail::fn_run, K...>(static_cast<K&&>(arguments)...).keywords())) {}

    /// \name Steps
    /// \{
    /// As those of Communication. After a timeout, an exception or a cancellation they end the child, by the steps of
    /// `grace`, if there are any, and then by a kill. \throws ValueError in a callback of this child
    bool step();
    const std::vector<Interest>& interests() const noexcept;
    std::optional<std::chrono::steady_clock::time_point> deadline() const noexcept;
    bool done() const noexcept;
    /// \}

    /// Makes the next steps end the child; result() then throws Cancelled. Called again, it does not wait for the steps
    /// of `grace` any more. Nothing happens if the child has ended. Call step() afterwards.
    void cancel() noexcept;

    /// The process id. It stays after the child has ended, when the system may have given it to another process.
    int pid() const noexcept;

    /// What run() returns or throws, once. \throws ValueError before the end, and the second time
    CompletedProcess result();

private:
    static detail::RunningState* open(const Args& command, const detail::Keywords& keywords);

    detail::Opaque<detail::RunningState> m_state;
};

} // namespace v1
} // namespace subprocess
