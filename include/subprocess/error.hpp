/// \file
/// The exceptions, with Python's names and texts.
///
/// ```text
/// std::runtime_error
///     SubprocessError
///         CalledProcessError      a checked child returned something else than 0
///         TimeoutExpired          a timeout passed first
///     LookupError                 no such encoding, user or group
/// std::system_error
///     OSError                     what the operating system refused
///         FileNotFoundError       ENOENT
///         PermissionError         EACCES, EPERM
///         NotADirectoryError      ENOTDIR
///         IsADirectoryError       EISDIR
///         BlockingIOError         EAGAIN
///         ChildProcessError       ECHILD
///         ProcessLookupError      ESRCH
///         BrokenPipeError         EPIPE
/// std::invalid_argument
///     ValueError                  an argument makes no sense; nothing was started
///         UnicodeDecodeError      bytes are no text
///         UnicodeEncodeError      text has no bytes
/// ```
///
/// `what()` is Python's text, `std::cout << error` Python's repr. Using a None as a string or a number is a
/// std::logic_error instead: a mistake of the program, and not of the child.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>

#include <cstddef>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#if defined(__GNUC__) // else a program compiled with -fvisibility=hidden might not catch what a shared library throws
#pragma GCC visibility push(default)
#endif

namespace subprocess {
inline namespace v1 {

/// A child that failed: the base of CalledProcessError and TimeoutExpired. Thrown itself when `preexec_fn` threw, and
/// when `text` and `universal_newlines` disagree.
class SubprocessError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A child returned something else than 0 and was to be checked: by `check = true`, check_call(), check_output() or
/// CompletedProcess::check_returncode().
class CalledProcessError : public SubprocessError {
public:
    /// For your own check of a child. \throws nothing but std::bad_alloc
    CalledProcessError(int code, Command command, Output out = {}, Output err = {});

    /// Never 0; `-N` when signal N ended the child.
    int returncode;
    /// What was run, as it was given.
    Command cmd;
    /// What was captured, or None for a stream that was not.
    Output stdout_, stderr_;

    /// Python's other name of stdout_.
    const Output& output() const noexcept { return stdout_; }
};

/// A timeout passed before the child ended. run() and its kin have killed and reaped the child by then; after
/// Popen::wait() and Popen::communicate() it goes on.
class TimeoutExpired : public SubprocessError {
public:
    /// For your own timeouts, in seconds. \throws nothing but std::bad_alloc
    TimeoutExpired(Command command, double seconds, Output out = {}, Output err = {});

    /// What was run, as it was given.
    Command cmd;
    /// The timeout that was asked for, in seconds.
    double timeout;
    /// The bytes captured so far (bytes in text mode too), or None.
    Output stdout_, stderr_;

    /// Python's other name of stdout_.
    const Output& output() const noexcept { return stdout_; }
};

namespace detail {
/// The keyword argument whose value the system refused.
struct KeywordName {
    std::string_view text;
};
} // namespace detail

/// The operating system refused something: `code()` is its error, in std::generic_category, `filename` the file it was
/// about. The library throws the kind that belongs to the code, where there is one.
class OSError : public std::system_error {
public:
    /// For your own errors of files. \throws nothing but std::bad_alloc
    explicit OSError(std::error_code code, std::string file = {});

    /// About no file, but about the value of a keyword. \throws nothing but std::bad_alloc
    OSError(std::error_code code, detail::KeywordName keyword);

    /// On Windows, which has a number and a message of its own. \throws nothing but std::bad_alloc
    OSError(std::error_code code, int windows_number, std::string_view message, std::string file);

    /// The program as it was given, the `cwd`, or the name given to open(); empty when the error is about none of them.
    std::string filename;
    /// Windows' own number, of which `code()` is the translation; 0 on other systems.
    int winerror = 0;

    /// Python's text: `[Errno 2] No such file or directory: 'nope'`, or `[WinError 2] ...`. Where the value of a
    /// keyword is refused, the keyword stands at the end: `[Errno 9] Bad file descriptor: pass_fds`.
    const char* what() const noexcept override { return m_text.c_str(); }

private:
    std::string m_text;
};

/// There is no such program, file or folder: ENOENT.
class FileNotFoundError : public OSError {
public:
    using OSError::OSError;
};
/// It may not be run, opened or signalled by us: EACCES or EPERM.
class PermissionError : public OSError {
public:
    using OSError::OSError;
};
/// What should be a folder is none, such as the `cwd`: ENOTDIR.
class NotADirectoryError : public OSError {
public:
    using OSError::OSError;
};
/// A folder was to be opened for writing: EISDIR.
class IsADirectoryError : public OSError {
public:
    using OSError::OSError;
};
/// No more processes may be started now, or a call would have to wait for a non-blocking pipe: EAGAIN.
class BlockingIOError : public OSError {
public:
    using OSError::OSError;
};
/// The system knows no such child any more: ECHILD.
class ChildProcessError : public OSError {
public:
    using OSError::OSError;
};
/// There is no process to send a signal to: ESRCH.
class ProcessLookupError : public OSError {
public:
    using OSError::OSError;
};
/// The child has closed the pipe that we write to: EPIPE. There is no SIGPIPE.
class BrokenPipeError : public OSError {
public:
    using OSError::OSError;
};

/// An argument makes no sense (a NUL byte, an option that this system does not have, a closed file); nothing was
/// started.
class ValueError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// Bytes of the child are no text in the `encoding` asked for, and `errors` is `strict`.
class UnicodeDecodeError : public ValueError {
public:
    /// With the first offending byte and its offsets in bytes. \throws nothing but std::bad_alloc
    UnicodeDecodeError(std::string codec, unsigned char byte, std::size_t first, std::size_t last, std::string why);

    /// Python's name of the codec; that of all single-byte code pages is `charmap`.
    std::string encoding;
    /// The offsets in the stream, in bytes, of the first offending byte and of the byte after the last.
    std::size_t start, end;
    /// What is wrong, in Python's words: `invalid start byte`.
    std::string reason;
};

/// Text for the child cannot be written in the `encoding` asked for, and `errors` is `strict`.
class UnicodeEncodeError : public ValueError {
public:
    /// With the first offending character and its positions in characters. \throws nothing but std::bad_alloc
    UnicodeEncodeError(std::string codec, char32_t character, std::size_t first, std::size_t last, std::string why);

    /// Python's name of the codec; that of all single-byte code pages is `charmap`.
    std::string encoding;
    /// The positions, in characters, of the first offending one and of the one after the last.
    std::size_t start, end;
    /// What is wrong, in Python's words: `ordinal not in range(128)`.
    std::string reason;
};

/// There is no encoding, error handler, user or group of that name; nothing was started.
class LookupError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// \name Writing exceptions
/// \{
/// Writes Python's repr: `CalledProcessError(1, ['false'])`; the text that Python prints is what(). An OSError is named
/// by its code, as in Python: `FileNotFoundError(2, 'No such file or directory')`. A Unicode error is without the text
/// itself, which it does not keep.
std::ostream& operator<<(std::ostream& out, const CalledProcessError& exception);
std::ostream& operator<<(std::ostream& out, const TimeoutExpired& exception);
std::ostream& operator<<(std::ostream& out, const OSError& exception);
std::ostream& operator<<(std::ostream& out, const ValueError& exception);
std::ostream& operator<<(std::ostream& out, const UnicodeDecodeError& exception);
std::ostream& operator<<(std::ostream& out, const UnicodeEncodeError& exception);
std::ostream& operator<<(std::ostream& out, const LookupError& exception);
/// \}

} // namespace v1
} // namespace subprocess

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
