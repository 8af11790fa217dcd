/// \file
/// The exceptions, with Python's names and texts. All of them are an Error, too.
///
/// ```text
/// std::runtime_error
///     SubprocessError
///         CalledProcessError      a checked child returned a code other than 0
///         PipelineError           a checked pipeline has a command that did so
///         TimeoutExpired          the timeout passed before the child ended
///         OutputLimitExceeded     the child wrote more than max_output
///         Cancelled               a Cancellation or a std::stop_token ended the call
///     LookupError                 no such encoding, user or group
/// std::system_error
///     OSError                     the operating system refused something
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
///         UnicodeDecodeError      bytes cannot be decoded
///         UnicodeEncodeError      text cannot be encoded
/// ```
///
/// `what()` is Python's text, and `std::cout << error` writes Python's repr. Using None as a string or a number throws
/// an Error that is a std::logic_error: it is a mistake in the program, not a failure of the child.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/subprocess_error.hpp>

#include <cstddef>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class FailedStart;
} // namespace detail
} // namespace v1
} // namespace subprocess

#if defined(__GNUC__) // else a program built with -fvisibility=hidden might not catch what a shared library throws
#pragma GCC visibility push(default)
#endif

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

class OSError;

namespace detail {
/// The keyword argument whose value the system refused.
struct KeywordName {
    std::string_view text;
};
/// Appends to the text of the exception.
void add_note(OSError& exception, std::string_view note);

void destroy(FailedStart* start) noexcept;
FailedStart* copy_of(const FailedStart& start);
} // namespace detail

/// The operating system refused something. `code()` is the error, in std::generic_category, and `filename` is the file
/// concerned. Where a subclass belongs to the code, the library throws that subclass.
class OSError : public std::system_error, public Error {
public:
    /// For your own file errors. \throws nothing but std::bad_alloc
    explicit OSError(std::error_code code, std::string file = {});

    /// For an error about the value of a keyword, not about a file. \throws nothing but std::bad_alloc
    OSError(std::error_code code, detail::KeywordName keyword);

    /// For Windows errors, which have their own number and message. \throws nothing but std::bad_alloc
    OSError(std::error_code code, int windows_number, std::string_view message, std::string file);

    /// The program as it was given, the `cwd`, or the name given to open(); empty if the error is about none of them.
    std::string filename;
    /// The Windows error number, which `code()` translates; 0 on other systems.
    int winerror = 0;

    /// Python's text: `[Errno 2] No such file or directory: 'nope'`, or `[WinError 2] ...`. If the value of a keyword
    /// was refused, the text ends with the keyword: `[Errno 9] Bad file descriptor: pass_fds`; if a stage of a pipeline
    /// failed to start, with that stage: `... 'nope' (stage 2 of 3: ['nope'])`.
    const char* what() const noexcept override { return m_text.c_str(); }

    /// In addition, if a child could not be started: its command; the working directory, if it was that; and what may
    /// help to find the program.
    std::string describe() const override;

private:
    friend void detail::add_note(OSError& exception, std::string_view note);
    friend class detail::FailedStart;

    std::string m_text;
    detail::OpaqueCopy<detail::FailedStart> m_start;
};

/// No such program, file or folder exists (ENOENT).
class FileNotFoundError : public OSError {
public:
    using OSError::OSError;
};
/// We lack the permission to run, open or signal it (EACCES or EPERM).
class PermissionError : public OSError {
public:
    using OSError::OSError;
};
/// A path that must be a folder is not one, for example `cwd` (ENOTDIR).
class NotADirectoryError : public OSError {
public:
    using OSError::OSError;
};
/// A folder cannot be opened for writing (EISDIR).
class IsADirectoryError : public OSError {
public:
    using OSError::OSError;
};
/// No more processes can be started now, or a call would have to wait for a non-blocking pipe (EAGAIN).
class BlockingIOError : public OSError {
public:
    using OSError::OSError;
};
/// The system no longer knows this child (ECHILD).
class ChildProcessError : public OSError {
public:
    using OSError::OSError;
};
/// There is no process to signal (ESRCH).
class ProcessLookupError : public OSError {
public:
    using OSError::OSError;
};
/// The child has closed the pipe that we write to (EPIPE). SIGPIPE is not raised.
class BrokenPipeError : public OSError {
public:
    using OSError::OSError;
};

/// An argument makes no sense (a NUL byte, an option that this system does not have, a closed file). Nothing was
/// started.
class ValueError : public std::invalid_argument, public Error {
public:
    using std::invalid_argument::invalid_argument;

    const char* what() const noexcept override { return std::invalid_argument::what(); }
};

/// The child's output cannot be decoded with `encoding`, and `errors` is `strict`.
class UnicodeDecodeError : public ValueError {
public:
    /// Takes the first offending byte, and offsets in bytes. \throws nothing but std::bad_alloc
    UnicodeDecodeError(std::string codec, unsigned char byte, std::size_t first, std::size_t last, std::string why);

    /// Python's name for the codec; all single-byte code pages report `charmap`.
    std::string encoding;
    /// Offsets in the stream, in bytes: of the first offending byte, and of the byte after the last offending one.
    std::size_t start, end;
    /// What is wrong, in Python's words: `invalid start byte`.
    std::string reason;
};

/// The text for the child cannot be encoded with `encoding`, and `errors` is `strict`.
class UnicodeEncodeError : public ValueError {
public:
    /// Takes the first offending character, and positions in characters. \throws nothing but std::bad_alloc
    UnicodeEncodeError(std::string codec, char32_t character, std::size_t first, std::size_t last, std::string why);

    /// Python's name for the codec; all single-byte code pages report `charmap`.
    std::string encoding;
    /// Positions, in characters: of the first offending character, and of the one after the last offending one.
    std::size_t start, end;
    /// What is wrong, in Python's words: `ordinal not in range(128)`.
    std::string reason;
};

/// There is no encoding, error handler, user or group of that name. Nothing was started.
class LookupError : public std::runtime_error, public Error {
public:
    using std::runtime_error::runtime_error;

    const char* what() const noexcept override { return std::runtime_error::what(); }
};

/// \name Writing exceptions
/// \{
/// Writes Python's repr. The text that Python prints is what(). An OSError is named by its code, as in Python:
/// `FileNotFoundError(2, 'No such file or directory')`. The repr of a Unicode error leaves out the text itself, which
/// the error does not keep.
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
