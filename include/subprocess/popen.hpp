/// \file
/// Popen: a child process.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/values.hpp>

#include <initializer_list>
#include <iosfwd>

namespace subprocess {
inline namespace v1 {
namespace detail {
class ChildProcess; // src/process/child_process.hpp
namespace os {
struct Exchange; // src/os/streams.hpp
}
} // namespace detail

/// What communicate() read: `auto [out, err] = p.communicate();`
struct Outputs {
    /// Bytes, or UTF-8 in text mode; None for a stream that is not a PIPE.
    Output stdout_, stderr_;

    /// For `std::tie(out, err) = p.communicate()`: a tuple of what the left side has, Outputs, strings or std::ignore.
    template <template <class...> class Tuple, class A, class B> operator Tuple<A&, B&>() && {
        return {stdout_.target<A>(), stderr_.target<B>()};
    }
};

/// A child process, started by the constructor. Python's class of that name.
///
/// The destructor is the end of Python's `with`: it closes the pipes and waits. detach() lets the child live on.
/// It can be moved, which leaves the source without a child, and not copied. After that, and after detach(), what needs
/// the child is a ValueError.
///
/// poll(), wait(), send_signal(), terminate() and kill() may be called by several threads at once. All else is for one
/// thread at a time; moving, assigning or destroying a Popen that another thread is using is undefined. A signal never
/// reaches another process that got the pid later.
class Popen {
public:
    /// Starts `command`, and comes back when the program runs or it is known why not. Keywords are those of Python's
    /// Popen.
    /// \throws OSError what exec, chdir or the kernel said; ValueError, LookupError for arguments that make no sense,
    /// before anything was opened; SubprocessError when preexec_fn threw; what an audit hook throws. Then no child and
    /// no descriptor is left
    template <class... K> [[nodiscard]] explicit Popen(Args command, K&&... arguments) {
        start_checked(command, detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }
    // Without it, g++ reads Popen({"ls", "-l"}) as a Popen that is moved from ("ls", "-l").
    template <class... K> [[nodiscard]] explicit Popen(std::initializer_list<Arg> command, K&&... arguments) {
        start_checked(Args(command), detail::Call<detail::fn_popen, K...>(static_cast<K&&>(arguments)...).keywords());
    }

    /// For run() and its kin, which have checked their keywords and keep some for themselves; not for programs.
    /// \throws what the constructor throws
    static Popen started(const Args& command, const detail::Keywords& keywords);

    Popen(const Popen&) = delete;
    Popen& operator=(const Popen&) = delete;
    Popen(Popen&& other) noexcept;
    /// First does what the destructor does.
    Popen& operator=(Popen&& other) noexcept;
    /// Closes stdout_, stderr_ and stdin_, then waits for the child. Never throws.
    ~Popen();

    /// What was run, as it was given.
    Command args;
    /// \name Streams
    /// \{
    /// Those that were asked for with PIPE; the others compare equal with None.
    Writer stdin_;
    Reader stdout_, stderr_;
    /// \}
    /// The process id, also after the child has ended and the system may have given it to somebody else.
    int pid = 0;
    /// None until poll(), wait() or communicate() saw the child end.
    ReturnCode returncode;
    /// As they were given to the constructor: a name or None.
    Output encoding, errors;
    /// Whether the streams give and take text, by whichever keyword it was asked for.
    bool text_mode = false;
    /// In bytes, as it was given; -1 is the system's own size.
    int pipesize = -1;

    /// Looks whether the child has ended, and reaps it.
    /// \return its return code, or None
    /// \throws OSError when the system cannot tell
    ReturnCode poll();

    /// Waits for the child; for ever, or `wait(5s)`, `wait(0.5)`, `wait(timeout = 5s)`. It reads no pipe: a child that
    /// fills one waits for ever, so use communicate().
    /// \return the return code
    /// \throws TimeoutExpired, ValueError (NaN)
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
    /// It may be given by position, `communicate(data, 5s)`, or by keywords, `communicate(input = data, timeout = 5s)`.
    /// It closes the pipes when all is done. After TimeoutExpired the child still runs, the exception shows what was
    /// read so far, and the next communicate() goes on where this one stopped: nothing is lost, in either direction. A
    /// call after the end returns empty strings. Input that the child does not read is dropped without a word, and so
    /// is input without `stdin_ = PIPE`.
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

    /// Sends a signal, by its number in `<csignal>`; does nothing when the child has ended. \throws OSError, ValueError
    void send_signal(int number);
    /// Asks the child to end, by SIGTERM. On Windows the same as kill(). \throws OSError
    void terminate();
    /// Ends the child by SIGKILL, on Windows by TerminateProcess. What it has started goes on; wait() reaps it.
    /// \throws OSError
    void kill();

    /// Lets the child live on: it is reaped by a later start or by cleanup(). \return its pid
    int detach() noexcept;

    /// What becomes ready when the child ends: a pidfd on Linux, a HANDLE on Windows; not owned by the caller.
    /// \return -1 where the system has none, after detach(), and when a wait or a signal has found it closed by others
    NativeHandle native_handle() const noexcept;

    /// For run() and call(), when the time is up: kills the child and reaps it, and if neither can be had, lets it go.
    /// \return what still lay in the pipes, with all that was read before; the pipes are closed
    Outputs kill_and_collect() noexcept;

private:
    Popen() = default;

    void start_checked(const Args& command, const detail::Keywords& keywords);
    enum class Holder { call, user }; ///< who has the Popen while the child runs
    void start(const Args& command, const detail::Keywords& keywords, Holder holder);
    int wait_for(const Timeout& limit);
    Outputs communicate_with(const Bytes& data, const Timeout& limit);
    detail::os::Exchange begin_exchange();
    Outputs received_so_far() const;
    Outputs take_received();
    void kill_and_reap();
    void collect_what_is_there() noexcept;
    void finish() noexcept;
    detail::ChildProcess& child() const;

    detail::ChildProcess* m_child = nullptr;
};

/// Writes Python's repr: `<Popen: returncode: None args: ['ls', '-l']>`.
std::ostream& operator<<(std::ostream& out, const Popen& process);

} // namespace v1
} // namespace subprocess
