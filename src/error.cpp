#include <subprocess/error.hpp>

#include "errors.hpp"
#include "os/os.hpp"
#include "repr.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ostream>

namespace subprocess {
inline namespace v1 {

std::string detail::called_process_error_text(const Command& command, int returncode) {
    if (returncode >= 0)
        return fmt::format("Command '{}' returned non-zero exit status {}.", command.str(), returncode);
    const std::string_view name = os::signal_name(-returncode);
    if (name.empty())
        return fmt::format("Command '{}' died with unknown signal {}.", command.str(), -returncode);
    return fmt::format("Command '{}' died with <Signals.{}: {}>.", command.str(), name, -returncode);
}

std::string detail::timeout_expired_text(const Command& command, double seconds) {
    return fmt::format("Command '{}' timed out after {} seconds", command.str(), seconds);
}

std::string detail::os_error_text(const std::error_code& code, std::string_view filename) {
    std::string what = fmt::format("[Errno {}] {}", code.value(), code.message());
    if (!filename.empty())
        what += fmt::format(": {}", repr(filename));
    return what;
}

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

/// A system error that has a class of its own.
struct OSErrorKind {
    std::errc error;
    std::string_view name;
    void (*raise)(std::error_code, std::string);
};

template <class Error> void raise(std::error_code code, std::string filename) {
    throw Error(code, std::move(filename));
}

constexpr OSErrorKind os_error_kinds[] = {
    {std::errc::no_such_file_or_directory, "FileNotFoundError", raise<FileNotFoundError>},
    {std::errc::permission_denied, "PermissionError", raise<PermissionError>},
    {std::errc::operation_not_permitted, "PermissionError", raise<PermissionError>},
    {std::errc::not_a_directory, "NotADirectoryError", raise<NotADirectoryError>},
    {std::errc::is_a_directory, "IsADirectoryError", raise<IsADirectoryError>},
    {std::errc::resource_unavailable_try_again, "BlockingIOError", raise<BlockingIOError>},
    {std::errc::operation_would_block, "BlockingIOError", raise<BlockingIOError>},
    {std::errc::no_child_process, "ChildProcessError", raise<ChildProcessError>},
    {std::errc::no_such_process, "ProcessLookupError", raise<ProcessLookupError>},
    {std::errc::broken_pipe, "BrokenPipeError", raise<BrokenPipeError>},
};

OSErrorKind kind_of(const std::error_code& code) {
    const auto found = std::find_if(std::begin(os_error_kinds), std::end(os_error_kinds),
                                    [&](const OSErrorKind& kind) { return code == kind.error; });
    return found != std::end(os_error_kinds) ? *found : OSErrorKind{{}, "OSError", raise<OSError>};
}

} // namespace

void throw_os_error(std::error_code code, std::string filename) {
    kind_of(code).raise(code, std::move(filename));
    throw OSError(code); // never: it has thrown
}

std::ostream& operator<<(std::ostream& stream, const CalledProcessError& error) {
    return stream << fmt::format("CalledProcessError({}, {})", error.returncode, error.cmd.repr());
}

std::ostream& operator<<(std::ostream& stream, const TimeoutExpired& error) {
    return stream << fmt::format("TimeoutExpired({}, {})", error.cmd.repr(), error.timeout);
}

std::ostream& operator<<(std::ostream& stream, const OSError& error) {
    return stream << fmt::format("{}({}, {})", kind_of(error.code()).name, error.code().value(),
                                 repr(error.code().message()));
}

std::ostream& operator<<(std::ostream& stream, const ValueError& error) {
    return stream << fmt::format("ValueError({})", repr(error.what()));
}

std::ostream& operator<<(std::ostream& stream, const UnicodeDecodeError& error) {
    return stream << fmt::format("UnicodeDecodeError({}, {}, {}, {})", repr(error.encoding), error.start, error.end,
                                 repr(error.reason));
}

std::ostream& operator<<(std::ostream& stream, const UnicodeEncodeError& error) {
    return stream << fmt::format("UnicodeEncodeError({}, {}, {}, {})", repr(error.encoding), error.start, error.end,
                                 repr(error.reason));
}

std::ostream& operator<<(std::ostream& stream, const LookupError& error) {
    return stream << fmt::format("LookupError({})", repr(error.what()));
}

} // namespace v1
} // namespace subprocess
