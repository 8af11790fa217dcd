/// \file
/// The exceptions about a child: SubprocessError and what is derived from it.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/command.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/usage.hpp>

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#if defined(__GNUC__) // else a program built with -fvisibility=hidden might not catch what a shared library throws
#pragma GCC visibility push(default)
#endif

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// What every exception of this library is, apart from its standard base: `catch (const Error& error)` catches whatever
/// the library throws, except std::bad_alloc and what your own callbacks throw.
class Error {
public:
    /// The text of the exception, the same as that of std::exception::what().
    virtual const char* what() const noexcept = 0;

    /// The text for people, in several lines: what has happened, how long it took, the command as one can paste it into
    /// a shell, and the last 8 KiB of stderr, if it was captured. Without a line end at its end.
    ///
    /// It may be shown on a terminal: control characters, invalid UTF-8 and characters that reorder text are escaped.
    /// For a program that does not exist it looks, when it is called, for one with a similar name.
    /// \throws nothing but std::bad_alloc
    virtual std::string describe() const;

protected:
    Error() = default;
    Error(const Error&) = default;
    Error& operator=(const Error&) = default;
    ~Error() = default;
};

class SubprocessError;

namespace detail {
/// How a child has ended, as far as it has.
struct EndOfChild {
    ReturnCode returncode = {};
    std::optional<Usage> usage = {};
};
/// For describe().
EndOfChild& end_of_child(SubprocessError& exception) noexcept;
} // namespace detail

/// A child failed: the base of those below. Also thrown itself, when `preexec_fn` throws and when `text` and
/// `universal_newlines` disagree.
class SubprocessError : public std::runtime_error, public Error {
public:
    using std::runtime_error::runtime_error;

    const char* what() const noexcept override { return std::runtime_error::what(); }

protected:
    /// \cond
    const detail::EndOfChild& end_of_child() const noexcept { return m_end; }
    /// \endcond

private:
    friend detail::EndOfChild& detail::end_of_child(SubprocessError& exception) noexcept;

    detail::EndOfChild m_end;
};

/// A checked child returned a code other than 0. Thrown with `check = true`, and by check_call(), check_output() and
/// CompletedProcess::check_returncode().
class CalledProcessError : public SubprocessError {
public:
    /// For your own checks of a child. \throws nothing but std::bad_alloc
    CalledProcessError(int code, Command command, Output out = {}, Output err = {});

    /// `-N` if signal N ended the child; 0 only if `ok_codes` leaves it out.
    int returncode;
    /// The command as it was given.
    Command cmd;
    /// The captured output, or None for a stream that was not captured.
    Output stdout_, stderr_;

    /// Python's other name for stdout_.
    const Output& output() const noexcept { return stdout_; }

    std::string describe() const override;
};

namespace detail {
/// The seconds without input and output.
struct IdleFor {
    double seconds;
};

/// What wait_any() waits for.
struct AnyOf {
    explicit AnyOf(std::size_t count) : children(count) {}
    std::size_t children;
};
} // namespace detail

/// A timeout passed before the child ended. run(), call() and the like have killed and reaped the child by then; after
/// Popen::wait() and Popen::communicate() it still runs. A Reader throws it when what it waits for has not come, with
/// an empty `cmd`: `reading from the child timed out after 2 seconds`. So does wait_any(), whose children all run.
class TimeoutExpired : public SubprocessError {
public:
    /// For your own timeouts, in seconds. \throws nothing but std::bad_alloc
    TimeoutExpired(Command command, double seconds, Output out = {}, Output err = {});

    /// For an idle_timeout. \throws nothing but std::bad_alloc
    TimeoutExpired(Command command, detail::IdleFor limit, Output out = {}, Output err = {});
    /// \cond what a Reader throws
    explicit TimeoutExpired(double seconds);
    TimeoutExpired(detail::AnyOf awaited, double seconds);
    /// \endcond

    /// The command as it was given.
    Command cmd;
    /// The timeout that was requested, in seconds; for a point in time what was left when the call began.
    double timeout;
    /// True if it was the idle_timeout.
    bool idle = false;
    /// The bytes captured so far (bytes even in text mode), or None for a stream that was not captured.
    Output stdout_, stderr_;

    /// Python's other name for stdout_.
    const Output& output() const noexcept { return stdout_; }

    std::string describe() const override;
};

/// The child wrote more than `max_output` to a stream. run() and its kin have ended and reaped it by then; after
/// Popen::communicate() it still runs.
class OutputLimitExceeded : public SubprocessError {
public:
    /// Takes the name of the stream, `stdout` or `stderr`. \throws nothing but std::bad_alloc
    OutputLimitExceeded(Command command, std::size_t bytes, std::string_view stream, Output out = {}, Output err = {});

    /// The command as it was given.
    Command cmd;
    /// The number of bytes that were allowed.
    std::size_t limit;
    /// The bytes captured so far (bytes even in text mode): exactly `limit` of the stream that had more, and at most as
    /// many of the other one. None for a stream that was not captured.
    Output stdout_, stderr_;

    std::string describe() const override;

private:
    bool m_is_stderr;
};

/// The call was cancelled before the child ended. run() and its kin have ended and reaped it by then, or have not
/// started it; after Popen::wait() and Popen::communicate() it still runs.
class Cancelled : public SubprocessError {
public:
    /// For your own cancelled work. \throws nothing but std::bad_alloc
    explicit Cancelled(Command command, Output out = {}, Output err = {});
    /// \cond what wait_any() throws
    explicit Cancelled(detail::AnyOf awaited);
    /// \endcond

    /// The command as it was given.
    Command cmd;
    /// The bytes captured so far (bytes even in text mode), or None for a stream that was not captured.
    Output stdout_, stderr_;

    std::string describe() const override;
};

/// \name Writing exceptions
/// \{
/// Writes Python's repr: `CalledProcessError(1, ['false'])`. The text that Python prints is what().
std::ostream& operator<<(std::ostream& out, const CalledProcessError& exception);
std::ostream& operator<<(std::ostream& out, const TimeoutExpired& exception);
std::ostream& operator<<(std::ostream& out, const OutputLimitExceeded& exception);
std::ostream& operator<<(std::ostream& out, const Cancelled& exception);
/// \}

} // namespace v1
} // namespace subprocess

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
