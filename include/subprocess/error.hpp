/// \file
/// The exceptions, with Python's names and texts.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>

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

/// A child that failed: the base of CalledProcessError and TimeoutExpired.
class SubprocessError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A checked child returned something else than 0.
class CalledProcessError : public SubprocessError {
public:
    CalledProcessError(int code, Command command, Output out = {}, Output err = {});

    int returncode;
    Command cmd;
    /// What was captured before, or None.
    Output stdout_, stderr_;

    /// Python's other name of stdout_.
    const Output& output() const noexcept { return stdout_; }
};

/// A timeout passed before the child ended.
class TimeoutExpired : public SubprocessError {
public:
    TimeoutExpired(Command command, double seconds, Output out = {}, Output err = {});

    Command cmd;
    /// The timeout that was asked for, in seconds.
    double timeout;
    /// The bytes captured so far (bytes in text mode too), or None.
    Output stdout_, stderr_;

    /// Python's other name of stdout_.
    const Output& output() const noexcept { return stdout_; }
};

/// The operating system refused something: `code()` is its error, `filename` the file it was about, if any.
class OSError : public std::system_error {
public:
    explicit OSError(std::error_code error, std::string file = {});

    /// On Windows, which has a number and a message of its own.
    OSError(std::error_code error, int windows_number, std::string_view message, std::string file);

    std::string filename;
    /// Windows' own number, of which `code()` is the translation; 0 on other systems.
    int winerror = 0;

    /// Python's text: `[Errno 2] No such file or directory: 'nope'`, or `[WinError 2] ...`.
    const char* what() const noexcept override { return m_text.c_str(); }

private:
    std::string m_text;
};

/// ENOENT.
class FileNotFoundError : public OSError {
public:
    using OSError::OSError;
};
/// EACCES, EPERM.
class PermissionError : public OSError {
public:
    using OSError::OSError;
};
/// ENOTDIR.
class NotADirectoryError : public OSError {
public:
    using OSError::OSError;
};
/// EISDIR.
class IsADirectoryError : public OSError {
public:
    using OSError::OSError;
};
/// EAGAIN.
class BlockingIOError : public OSError {
public:
    using OSError::OSError;
};
/// ECHILD.
class ChildProcessError : public OSError {
public:
    using OSError::OSError;
};
/// ESRCH.
class ProcessLookupError : public OSError {
public:
    using OSError::OSError;
};
/// EPIPE.
class BrokenPipeError : public OSError {
public:
    using OSError::OSError;
};

/// An argument makes no sense; nothing was started.
class ValueError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// Bytes of the child are no text in the encoding asked for.
class UnicodeDecodeError : public ValueError {
public:
    UnicodeDecodeError(std::string codec, unsigned char byte, std::size_t first, std::size_t last, std::string why);

    /// Python's name of the codec; that of all single-byte code pages is `charmap`.
    std::string encoding;
    /// The offsets in the stream of the first offending byte and of the byte after the last.
    std::size_t start, end;
    std::string reason;
};

/// Text for the child cannot be written in the encoding asked for.
class UnicodeEncodeError : public ValueError {
public:
    UnicodeEncodeError(std::string codec, char32_t character, std::size_t first, std::size_t last, std::string why);

    std::string encoding;
    /// The positions, in characters, of the first offending one and of the one after the last.
    std::size_t start, end;
    std::string reason;
};

/// There is no encoding, user or group of that name.
class LookupError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Writes Python's repr: `CalledProcessError(1, ['false'])`. The text that Python prints is what().
std::ostream& operator<<(std::ostream& out, const CalledProcessError& error);
std::ostream& operator<<(std::ostream& out, const TimeoutExpired& error);
/// By its code, as Python names it: `FileNotFoundError(2, 'No such file or directory')`.
std::ostream& operator<<(std::ostream& out, const OSError& error);
std::ostream& operator<<(std::ostream& out, const ValueError& error);
/// Without the text itself, which the error does not keep.
std::ostream& operator<<(std::ostream& out, const UnicodeDecodeError& error);
std::ostream& operator<<(std::ostream& out, const UnicodeEncodeError& error);
std::ostream& operator<<(std::ostream& out, const LookupError& error);

} // namespace v1
} // namespace subprocess

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
