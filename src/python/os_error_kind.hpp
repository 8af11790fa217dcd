// Maps an error code to its subclass of OSError.
#pragma once

#include <subprocess/error.hpp>

#include <string_view>
#include <system_error>

namespace subprocess {
inline namespace v1 {
namespace detail {

template <class Error> struct OSErrorKind {
    using type = Error;
    std::string_view name;
};

/// Calls `visit` with the OSErrorKind for `code`, if there is one.
template <class Visit> void visit_os_error_kind(const std::error_code& code, Visit visit) {
    if (code == std::errc::no_such_file_or_directory)
        return visit(OSErrorKind<FileNotFoundError>{"FileNotFoundError"});
    if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted)
        return visit(OSErrorKind<PermissionError>{"PermissionError"});
    if (code == std::errc::not_a_directory)
        return visit(OSErrorKind<NotADirectoryError>{"NotADirectoryError"});
    if (code == std::errc::is_a_directory)
        return visit(OSErrorKind<IsADirectoryError>{"IsADirectoryError"});
    if (code == std::errc::resource_unavailable_try_again || code == std::errc::operation_would_block)
        return visit(OSErrorKind<BlockingIOError>{"BlockingIOError"});
    if (code == std::errc::no_child_process)
        return visit(OSErrorKind<ChildProcessError>{"ChildProcessError"});
    if (code == std::errc::no_such_process)
        return visit(OSErrorKind<ProcessLookupError>{"ProcessLookupError"});
    if (code == std::errc::broken_pipe)
        return visit(OSErrorKind<BrokenPipeError>{"BrokenPipeError"});
}

} // namespace detail
} // namespace v1
} // namespace subprocess
