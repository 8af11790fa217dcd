#include <subprocess/error.hpp>

#include "errors.hpp"
#include "os/os.hpp"
#include "repr.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <ostream>
#include <utility>

namespace subprocess {
inline namespace v1 {

namespace {

void append_filename(std::string& text, std::string_view filename) {
    if (!filename.empty())
        text += fmt::format(": {}", repr(filename));
}

std::string called_process_error_text(const Command& command, int returncode) {
    if (!os::is_signal(returncode))
        return fmt::format("Command {} returned non-zero exit status {}.", command.repr(), repr(returncode));
    const std::string_view name = os::signal_name(returncode);
    const std::int64_t number = -std::int64_t{returncode};
    if (name.empty())
        return fmt::format("Command '{}' died with unknown signal {}.", command.str(), number);
    return fmt::format("Command '{}' died with <Signals.{}: {}>.", command.str(), name, number);
}

std::string timeout_expired_text(const Command& command, double seconds) {
    return fmt::format("Command '{}' timed out after {} seconds", command.str(), seconds);
}

std::string os_error_text(const std::error_code& code, std::string_view filename) {
    std::string what = fmt::format("[Errno {}] {}", code.value(), code.message());
    append_filename(what, filename);
    return what;
}

std::string about(std::string text, detail::KeywordName keyword) {
    return text.append(": ").append(keyword.text);
}

std::string windows_error_text(int number, std::string_view message, std::string_view filename) {
    std::string what = fmt::format("[WinError {}] {}", number, message);
    append_filename(what, filename);
    return what;
}

} // namespace

CalledProcessError::CalledProcessError(int code, Command command, Output out, Output err)
    : SubprocessError(called_process_error_text(command, code)), returncode(code), cmd(std::move(command)),
      stdout_(std::move(out)), stderr_(std::move(err)) {}

TimeoutExpired::TimeoutExpired(Command command, double seconds, Output out, Output err)
    : SubprocessError(timeout_expired_text(command, seconds)), cmd(std::move(command)), timeout(seconds),
      stdout_(std::move(out)), stderr_(std::move(err)) {}

OSError::OSError(std::error_code code, std::string file)
    : std::system_error(code), filename(std::move(file)), m_text(os_error_text(code, filename)) {}

OSError::OSError(std::error_code code, detail::KeywordName keyword)
    : std::system_error(code), m_text(about(os_error_text(code, {}), keyword)) {}

OSError::OSError(std::error_code code, int windows_number, std::string_view message, std::string file)
    : std::system_error(code), filename(std::move(file)), winerror(windows_number),
      m_text(windows_error_text(windows_number, message, filename)) {}

UnicodeDecodeError::UnicodeDecodeError(std::string codec, unsigned char byte, std::size_t first, std::size_t last,
                                       std::string why)
    : ValueError(last - first == 1
                     ? fmt::format("'{}' codec can't decode byte 0x{:02x} in position {}: {}", codec, byte, first, why)
                     : fmt::format("'{}' codec can't decode bytes in position {}-{}: {}", codec, first, last - 1, why)),
      encoding(std::move(codec)), start(first), end(last), reason(std::move(why)) {}

UnicodeEncodeError::UnicodeEncodeError(std::string codec, char32_t character, std::size_t first, std::size_t last,
                                       std::string why)
    : ValueError(last - first == 1 ? fmt::format("'{}' codec can't encode character '{}' in position {}: {}", codec,
                                                 escaped(character), first, why)
                                   : fmt::format("'{}' codec can't encode characters in position {}-{}: {}", codec,
                                                 first, last - 1, why)),
      encoding(std::move(codec)), start(first), end(last), reason(std::move(why)) {}

namespace {

template <class Error> struct Kind {
    using type = Error;
    std::string_view name;
};

/// Calls `visit` with the Kind of OSError that stands for `code`, if there is one.
template <class Visit> void visit_kind(const std::error_code& code, Visit visit) {
    if (code == std::errc::no_such_file_or_directory)
        return visit(Kind<FileNotFoundError>{"FileNotFoundError"});
    if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted)
        return visit(Kind<PermissionError>{"PermissionError"});
    if (code == std::errc::not_a_directory)
        return visit(Kind<NotADirectoryError>{"NotADirectoryError"});
    if (code == std::errc::is_a_directory)
        return visit(Kind<IsADirectoryError>{"IsADirectoryError"});
    if (code == std::errc::resource_unavailable_try_again || code == std::errc::operation_would_block)
        return visit(Kind<BlockingIOError>{"BlockingIOError"});
    if (code == std::errc::no_child_process)
        return visit(Kind<ChildProcessError>{"ChildProcessError"});
    if (code == std::errc::no_such_process)
        return visit(Kind<ProcessLookupError>{"ProcessLookupError"});
    if (code == std::errc::broken_pipe)
        return visit(Kind<BrokenPipeError>{"BrokenPipeError"});
}

template <class... Arguments> [[noreturn]] void throw_kind(std::error_code code, const Arguments&... arguments) {
    visit_kind(code, [&](auto kind) { throw typename decltype(kind)::type(code, arguments...); });
    throw OSError(code, arguments...);
}

} // namespace

void throw_os_error(std::error_code code, const std::string& filename) {
    throw_kind(code, filename);
}

void throw_os_error(std::error_code code, detail::KeywordName keyword) {
    throw_kind(code, keyword);
}

void throw_os_error(std::error_code code, const WindowsError& original, const std::string& filename) {
    throw_kind(code, original.number, original.message, filename);
}

void require_no_null_byte(std::string_view characters) {
    if (characters.find('\0') != characters.npos)
        throw ValueError("embedded null byte");
}

std::ostream& operator<<(std::ostream& out, const CalledProcessError& exception) {
    return out << fmt::format("CalledProcessError({}, {})", repr(exception.returncode), exception.cmd.repr());
}

std::ostream& operator<<(std::ostream& out, const TimeoutExpired& exception) {
    return out << fmt::format("TimeoutExpired({}, {})", exception.cmd.repr(), exception.timeout);
}

std::ostream& operator<<(std::ostream& out, const OSError& exception) {
    std::string_view name = "OSError";
    visit_kind(exception.code(), [&](auto kind) { name = kind.name; });
    return out << fmt::format("{}({}, {})", name, exception.code().value(), repr(exception.code().message()));
}

std::ostream& operator<<(std::ostream& out, const ValueError& exception) {
    return out << fmt::format("ValueError({})", repr(exception.what()));
}

std::ostream& operator<<(std::ostream& out, const UnicodeDecodeError& exception) {
    return out << fmt::format("UnicodeDecodeError({}, {}, {}, {})", repr(exception.encoding), exception.start,
                              exception.end, repr(exception.reason));
}

std::ostream& operator<<(std::ostream& out, const UnicodeEncodeError& exception) {
    return out << fmt::format("UnicodeEncodeError({}, {}, {}, {})", repr(exception.encoding), exception.start,
                              exception.end, repr(exception.reason));
}

std::ostream& operator<<(std::ostream& out, const LookupError& exception) {
    return out << fmt::format("LookupError({})", repr(exception.what()));
}

} // namespace v1
} // namespace subprocess
