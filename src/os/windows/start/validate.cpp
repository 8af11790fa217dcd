// Refuses what Windows does not support.
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"

#include "inheritance.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/io/pseudo_console.hpp"
#include "python/hooks.hpp"
#include "python/raise.hpp"

#include <subprocess/error.hpp>

#include <cstdint>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

void refuse(bool is_given, const char* complaint) {
    if (is_given)
        throw ValueError(complaint);
}

constexpr std::uint32_t other_consoles = CREATE_NEW_CONSOLE | CREATE_NO_WINDOW | DETACHED_PROCESS;

void validate_terminal(const Start& start) {
    refuse(!start.terminal->echo, "pty with echo = false is not supported on Windows: the program decides about that");
    refuse(start.terminal->raw, "pty with raw = true is not supported on Windows: the program decides about that");
    to_coord(start.terminal->size);
    refuse((start.windows.creation_flags & other_consoles) != 0,
           "pty gives the child a console, and so do creationflags: CREATE_NEW_CONSOLE, CREATE_NO_WINDOW and "
           "DETACHED_PROCESS may not be used with it");
    for (const Stdio stream : all_stdio)
        if (start.is_closed[stream])
            throw ValueError(std::string(stdio_keywords[stream]) + " cannot be CLOSED with pty on Windows");
    if (const char* const reason = why_no_pseudo_console())
        throw ValueError(reason);
}

/// Our own stdout and stderr pass even if there are none.
void require_open(NativeHandle handle, detail::KeywordName keyword) {
    if (handle == detail::no_handle)
        throw_os_error(std::make_error_code(std::errc::bad_file_descriptor), keyword);
    DWORD flags = 0;
    if (handle != standard_stream(Stdio::out) && handle != standard_stream(Stdio::err))
        check(::GetHandleInformation(handle, &flags), keyword);
}

} // namespace

void validate(const Start& start) {
    refuse(start.posix.cgroup.has_value(), "cgroup is only supported on Linux");
    refuse(start.posix.preexec.function != nullptr, "preexec_fn is not supported on Windows platforms");
    refuse(!start.posix.pass_fds.empty(), "pass_fds not supported on Windows.");
    refuse(start.posix.identity.group.has_value(), "The 'group' parameter is not supported on the current platform");
    refuse(start.posix.identity.extra_groups.has_value(),
           "The 'extra_groups' parameter is not supported on the current platform");
    refuse(start.posix.identity.user.has_value(), "The 'user' parameter is not supported on the current platform");
    if (start.terminal)
        validate_terminal(start);
    refuse(start.posix.foreground, "foreground is not supported on Windows platforms");
    refuse(!start.posix.limits.empty(), "rlimits is not supported on Windows platforms");
    for (const Stdio stream : all_stdio)
        if (start.is_callers[stream])
            require_open(start.stdio[stream], {stdio_keywords[stream]});
    if (start.windows.startup_info == nullptr)
        return;
    check_handle_list(*start.windows.startup_info);
    if (!start.close_fds && !start.windows.startup_info->lpAttributeList.handle_list.empty())
        warn(Warning::runtime, "startupinfo.lpAttributeList['handle_list'] overriding close_fds");
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
