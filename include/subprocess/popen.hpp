/// \file
/// Popen: a child process.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/stream.hpp>

#include <initializer_list>
#include <iosfwd>

namespace subprocess {
inline namespace v1 {
namespace detail {
class ChildProcess; // src/child_process.hpp
}
namespace os {
struct Exchange; // src/os/os.hpp
}

/// What communicate() read: `auto [out, err] = p.communicate();`
struct Outputs {
    Output stdout_, stderr_;
};

/// A child process, started by the constructor. Python's class of that name.
///
/// The destructor is the end of Python's `with`: it closes the pipes and waits. detach() lets the child live on.
/// poll, wait, send_signal, terminate and kill may be called by several threads at once; moving, assigning or
/// destroying a Popen that another thread is using is undefined.
class Popen {
public:
    /// Starts `command`. Keywords are those of Python's Popen.
    /// \throws OSError what exec, chdir or the kernel said; ValueError, LookupError for arguments that make no sense,
    ///         before anything was opened; SubprocessError when preexec_fn threw
    template <class... K> [[nodiscard]] explicit Popen(Args command, K&&... arguments) {
        start_checked(command, detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }
    // Without it, g++ reads Popen({"ls", "-l"}) as a Popen that is moved from ("ls", "-l").
    template <class... K> [[nodiscard]] explicit Popen(std::initializer_list<Arg> command, K&&... arguments) {
        start_checked(Args(command), detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }

    /// For run() and its kin, which have checked their keywords and keep some for themselves.
    static Popen started(const Args& command, const detail::Keywords& keywords);

    Popen(const Popen&) = delete;
    Popen& operator=(const Popen&) = delete;
    Popen(Popen&& other) noexcept;
    /// First does what the destructor does.
    Popen& operator=(Popen&& other) noexcept;
    /// Closes stdout_, stderr_ and stdin_, then waits for the child. Never throws.
    ~Popen();

    Command args;
    /// The streams that were asked for with PIPE; the others are None.
    Writer stdin_;
    Reader stdout_, stderr_;
    int pid = 0;
    /// None until poll(), wait() or communicate() saw the child end.
    ReturnCode returncode;
    /// As they were given: a name or None.
    Output encoding, errors;
    /// Whether the streams are text.
    bool text_mode = false;
    int pipesize = -1;

    /// Looks whether the child has ended. \return its return code, or None
    ReturnCode poll();

    /// Waits for the child; for ever, or `wait(5s)`, `wait(0.5)`, `wait(timeout = 5s)`. It reads no pipe: a child that
    /// fills one waits for ever, so use communicate(). \return the return code \throws TimeoutExpired, ValueError (NaN)
    int wait() { return wait_for(Timeout()); }
    template <class T> int wait(T&& limit) {
        if constexpr (detail::bit<detail::Bare<T>> != 0)
            return wait_for(
                *detail::Call<detail::fn_wait, T>(static_cast<T&&>(limit)).keywords().template find<kw::timeout>());
        else
            return wait_for(Timeout(limit));
    }

    /// Sends the input, reads stdout_ and stderr_ to their ends, and waits, all at the same time.
    ///
    /// After TimeoutExpired the child still runs and communicate() may be called again: nothing is lost. A second call
    /// after the end returns empty strings.
    /// \return what was read; None for a stream that is not a PIPE
    /// \throws TimeoutExpired, OSError, UnicodeDecodeError, UnicodeEncodeError; ValueError: new input after a timeout,
    /// NaN
    Outputs communicate() { return communicate_with(Bytes(), Timeout()); }
    Outputs communicate(const Bytes& data, const Timeout& limit = None_t(0)) { return communicate_with(data, limit); }
    Outputs communicate(const Bytes& data, detail::Given<kw::timeout>&& limit) {
        return communicate_with(data, limit.value);
    }
    template <class K, class... L> Outputs communicate(detail::Given<K>&& first, L&&... others) {
        const detail::Call<detail::fn_communicate, detail::Given<K>, L...> call(static_cast<detail::Given<K>&&>(first),
                                                                                static_cast<L&&>(others)...);
        return communicate_with(call.keywords().template get<kw::input>(), call.keywords().template get<kw::timeout>());
    }

    /// Sends a signal; does nothing when the child has ended. \throws OSError
    void send_signal(int number);
    /// SIGTERM. On Windows the same as kill().
    void terminate();
    /// SIGKILL.
    void kill();

    /// Lets the child live on: it is reaped by a later start or by cleanup(). \return its pid
    int detach() noexcept;

    /// What becomes ready when the child ends: a pidfd on Linux, a HANDLE on Windows; not owned by the caller.
    /// \return -1 where the system has none, and after detach()
    NativeHandle native_handle() const noexcept;

    /// For run() and call(), when the time is up: kills the child and reaps it, and if neither can be had, lets it go.
    /// \return what still lay in the pipes, with all that was read before; the pipes are closed
    Outputs kill_and_collect() noexcept;

private:
    Popen() = default;

    void start_checked(const Args& command, const detail::Keywords& keywords);
    void start(const Args& command, const detail::Keywords& keywords);
    int wait_for(const Timeout& limit);
    Outputs communicate_with(const Bytes& data, const Timeout& limit);
    os::Exchange begin_exchange();
    Outputs received_so_far() const;
    void finish() noexcept;
    detail::ChildProcess& child() const;

    detail::ChildProcess* m_child = nullptr;
};

/// Writes Python's repr: `<Popen: returncode: None args: ['ls', '-l']>`.
std::ostream& operator<<(std::ostream& out, const Popen& process);

} // namespace v1
} // namespace subprocess
