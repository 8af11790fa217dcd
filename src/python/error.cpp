#include <subprocess/error.hpp>

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>

#include "codecs/characters.hpp"
#include "hidden_words.hpp"
#include "os/ask.hpp"
#include "os_error_kind.hpp"
#include "repr.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <ostream>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

void append_filename(std::string& text, std::string_view filename) {
    if (!filename.empty())
        text += fmt::format(": {}", repr(filename));
}

std::string called_process_error_text(const Command& command, int returncode) {
    const char* const kind = returncode != 0 ? "non-zero " : ""; // 0 is not among ok_codes
    if (!os::is_signal(returncode))
        return fmt::format("Command {} returned {}exit status {}.", command.repr(), kind, repr(returncode));
    const std::string_view name = os::signal_name(returncode);
    const std::int64_t number = -std::int64_t{returncode};
    if (name.empty())
        return fmt::format("Command '{}' died with unknown signal {}.", command.str(), number);
    return fmt::format("Command '{}' died with <Signals.{}: {}>.", command.str(), name, number);
}

std::string timeout_expired_text(const Command& command, double seconds) {
    return fmt::format("Command '{}' timed out after {} seconds", command.str(), seconds);
}

std::string idle_text(const Command& command, double seconds) {
    return timeout_expired_text(command, seconds) + " without input or output";
}

std::string output_limit_text(const Command& command, std::size_t limit, std::string_view stream) {
    return fmt::format("Command '{}' wrote more than {} bytes to {}", command.str(), limit, stream);
}

std::string os_error_text(const std::error_code& code, std::string_view filename) {
    std::string what = fmt::format("[Errno {}] {}", code.value(), code.message());
    append_filename(what, filename);
    return what;
}

std::string about(std::string text, KeywordName keyword) {
    return text.append(": ").append(keyword.text);
}

std::string windows_error_text(int number, std::string_view message, std::string_view filename) {
    std::string what = fmt::format("[WinError {}] {}", number, message);
    append_filename(what, filename);
    return what;
}

} // namespace

void add_note(OSError& exception, std::string_view note) {
    exception.m_text += note;
}

EndOfChild& end_of_child(SubprocessError& exception) noexcept {
    return exception.m_end;
}

} // namespace detail

CalledProcessError::CalledProcessError(int code, Command command, Output out, Output err)
    : SubprocessError(detail::called_process_error_text(command, code)), returncode(code),
      cmd(detail::HiddenWords::forgotten(std::move(command))), stdout_(std::move(out)), stderr_(std::move(err)) {}

TimeoutExpired::TimeoutExpired(Command command, double seconds, Output out, Output err)
    : SubprocessError(detail::timeout_expired_text(command, seconds)),
      cmd(detail::HiddenWords::forgotten(std::move(command))), timeout(seconds), stdout_(std::move(out)),
      stderr_(std::move(err)) {}

TimeoutExpired::TimeoutExpired(double seconds)
    : SubprocessError(fmt::format("reading from the child timed out after {} seconds", seconds)), timeout(seconds) {}

TimeoutExpired::TimeoutExpired(detail::AnyOf awaited, double seconds)
    : SubprocessError(
          fmt::format("waiting for any of {} children timed out after {} seconds", awaited.children, seconds)),
      timeout(seconds) {}

TimeoutExpired::TimeoutExpired(Command command, detail::IdleFor limit, Output out, Output err)
    : SubprocessError(detail::idle_text(command, limit.seconds)),
      cmd(detail::HiddenWords::forgotten(std::move(command))), timeout(limit.seconds), idle(true),
      stdout_(std::move(out)), stderr_(std::move(err)) {}

OutputLimitExceeded::OutputLimitExceeded(Command command, std::size_t bytes, std::string_view stream, Output out,
                                         Output err)
    : SubprocessError(detail::output_limit_text(command, bytes, stream)),
      cmd(detail::HiddenWords::forgotten(std::move(command))), limit(bytes), stdout_(std::move(out)),
      stderr_(std::move(err)), m_is_stderr(stream == "stderr") {}

Cancelled::Cancelled(Command command, Output out, Output err)
    : SubprocessError(fmt::format("Command '{}' was cancelled", command.str())),
      cmd(detail::HiddenWords::forgotten(std::move(command))), stdout_(std::move(out)), stderr_(std::move(err)) {}

Cancelled::Cancelled(detail::AnyOf awaited)
    : SubprocessError(fmt::format("waiting for any of {} children was cancelled", awaited.children)) {}

OSError::OSError(std::error_code code, std::string file)
    : std::system_error(code), filename(std::move(file)), m_text(detail::os_error_text(code, filename)) {}

OSError::OSError(std::error_code code, detail::KeywordName keyword)
    : std::system_error(code), m_text(detail::about(detail::os_error_text(code, {}), keyword)) {}

OSError::OSError(std::error_code code, int windows_number, std::string_view message, std::string file)
    : std::system_error(code), filename(std::move(file)), winerror(windows_number),
      m_text(detail::windows_error_text(windows_number, message, filename)) {}

UnicodeDecodeError::UnicodeDecodeError(std::string codec, unsigned char byte, std::size_t first, std::size_t last,
                                       std::string why)
    : ValueError(last - first == 1
                     ? fmt::format("'{}' codec can't decode byte 0x{:02x} in position {}: {}", codec, byte, first, why)
                     : fmt::format("'{}' codec can't decode bytes in position {}-{}: {}", codec, first, last - 1, why)),
      encoding(std::move(codec)), start(first), end(last), reason(std::move(why)) {}

UnicodeEncodeError::UnicodeEncodeError(std::string codec, char32_t character, std::size_t first, std::size_t last,
                                       std::string why)
    : ValueError(last - first == 1 ? fmt::format("'{}' codec can't encode character '{}' in position {}: {}", codec,
                                                 detail::codecs::escaped(character), first, why)
                                   : fmt::format("'{}' codec can't encode characters in position {}-{}: {}", codec,
                                                 first, last - 1, why)),
      encoding(std::move(codec)), start(first), end(last), reason(std::move(why)) {}

std::ostream& operator<<(std::ostream& out, const CalledProcessError& exception) {
    return out << fmt::format("CalledProcessError({}, {})", detail::repr(exception.returncode), exception.cmd.repr());
}

std::ostream& operator<<(std::ostream& out, const TimeoutExpired& exception) {
    return out << fmt::format("TimeoutExpired({}, {})", exception.cmd.repr(), exception.timeout);
}

std::ostream& operator<<(std::ostream& out, const OutputLimitExceeded& exception) {
    return out << fmt::format("OutputLimitExceeded({}, {})", exception.cmd.repr(), exception.limit);
}

std::ostream& operator<<(std::ostream& out, const Cancelled& exception) {
    return out << fmt::format("Cancelled({})", exception.cmd.repr());
}

std::ostream& operator<<(std::ostream& out, const OSError& exception) {
    std::string_view name = "OSError";
    detail::visit_os_error_kind(exception.code(), [&](auto kind) { name = kind.name; });
    return out << fmt::format("{}({}, {})", name, exception.code().value(), detail::repr(exception.code().message()));
}

std::ostream& operator<<(std::ostream& out, const ValueError& exception) {
    return out << fmt::format("ValueError({})", detail::repr(exception.what()));
}

std::ostream& operator<<(std::ostream& out, const UnicodeDecodeError& exception) {
    return out << fmt::format("UnicodeDecodeError({}, {}, {}, {})", detail::repr(exception.encoding), exception.start,
                              exception.end, detail::repr(exception.reason));
}

std::ostream& operator<<(std::ostream& out, const UnicodeEncodeError& exception) {
    return out << fmt::format("UnicodeEncodeError({}, {}, {}, {})", detail::repr(exception.encoding), exception.start,
                              exception.end, detail::repr(exception.reason));
}

std::ostream& operator<<(std::ostream& out, const LookupError& exception) {
    return out << fmt::format("LookupError({})", detail::repr(exception.what()));
}

} // namespace v1
} // namespace subprocess
