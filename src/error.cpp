#include <subprocess/error.hpp>

#include "errors.hpp"
#include "os/os.hpp"
#include "repr.hpp"

#include <fmt/format.h>

namespace subprocess {
inline namespace v1 {

namespace {

std::string called_process_error_text(const Command& command, int returncode) {
    if (returncode >= 0)
        return fmt::format("Command '{}' returned non-zero exit status {}.", command.str(), returncode);
    const std::string_view name = os::signal_name(-returncode);
    if (name.empty())
        return fmt::format("Command '{}' died with unknown signal {}.", command.str(), -returncode);
    return fmt::format("Command '{}' died with <Signals.{}: {}>.", command.str(), name, -returncode);
}

std::string timeout_expired_text(const Command& command, double seconds) {
    return fmt::format("Command '{}' timed out after {} seconds", command.str(), seconds);
}

std::string os_error_text(const std::error_code& code, std::string_view filename) {
    std::string text = fmt::format("[Errno {}] {}", code.value(), code.message());
    if (!filename.empty())
        text += fmt::format(": {}", repr(filename));
    return text;
}

} // namespace

CalledProcessError::CalledProcessError(int code, Command command, Output out, Output err)
    : SubprocessError(called_process_error_text(command, code)), returncode(code), cmd(std::move(command)),
      stdout_(std::move(out)), stderr_(std::move(err)) {}

TimeoutExpired::TimeoutExpired(Command command, double seconds, Output out, Output err)
    : SubprocessError(timeout_expired_text(command, seconds)), cmd(std::move(command)), timeout(seconds),
      stdout_(std::move(out)), stderr_(std::move(err)) {}

OSError::OSError(std::error_code error, std::string file)
    : std::system_error(error), filename(std::move(file)), m_text(os_error_text(error, filename)) {}

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

void throw_os_error(std::error_code code, std::string filename) {
    if (code == std::errc::no_such_file_or_directory)
        throw FileNotFoundError(code, std::move(filename));
    if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted)
        throw PermissionError(code, std::move(filename));
    if (code == std::errc::not_a_directory)
        throw NotADirectoryError(code, std::move(filename));
    if (code == std::errc::is_a_directory)
        throw IsADirectoryError(code, std::move(filename));
    if (code == std::errc::resource_unavailable_try_again || code == std::errc::operation_would_block)
        throw BlockingIOError(code, std::move(filename));
    if (code == std::errc::no_child_process)
        throw ChildProcessError(code, std::move(filename));
    if (code == std::errc::no_such_process)
        throw ProcessLookupError(code, std::move(filename));
    if (code == std::errc::broken_pipe)
        throw BrokenPipeError(code, std::move(filename));
    throw OSError(code, std::move(filename));
}

} // namespace v1
} // namespace subprocess
