#include "inheritance.hpp"

#include "os/windows/io/duplicate.hpp"
#include "os/windows/io/pipes.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// At a terminal a stream without a handle is the console.
bool is_redirected(const Start& start) {
    return start.terminal || std::any_of(all_stdio.begin(), all_stdio.end(), [&start](Stdio stream) {
               return start.is_closed[stream] || start.stdio[stream] != detail::no_handle;
           });
}

/// Up to Windows 7 a console handle is not a kernel object, and CreateProcess fails if it is in the list.
bool is_console_number(HANDLE handle) {
    return (reinterpret_cast<std::uintptr_t>(handle) & 3) == 3 && ::GetFileType(handle) == FILE_TYPE_CHAR;
}

/// Also of a stream that goes where that of the user's goes.
bool is_callers(const Start& start, NativeHandle handle) {
    return std::any_of(all_stdio.begin(), all_stdio.end(),
                       [&](Stdio stream) { return start.is_callers[stream] && start.stdio[stream] == handle; });
}

/// \param stream one of our own standard streams; if we have none, the null device replaces it
Handle copy_of_ours(NativeHandle stream) {
    DWORD flags = 0;
    const bool exists = stream != nullptr && ::GetHandleInformation(stream, &flags);
    return duplicate(exists ? stream : open_null_device().get(), Inheritable::yes);
}

} // namespace

InheritedHandles::InheritedHandles(const Start& start) : m_has_standard(is_redirected(start)) {
    for (const Stdio stream : all_stdio)
        if (has_standard() && !start.is_closed[stream] && !start.is_terminal[stream])
            m_standard[stream] = standard_handle(start, stream);
    if (start.windows.startup_info != nullptr)
        m_listed = start.windows.startup_info->lpAttributeList.handle_list;
    if (has_standard() && (start.close_fds || !m_listed.empty()))
        for (const Handle& handle : m_standard)
            if (handle.valid())
                m_listed.push_back(handle.get());
    m_listed.erase(std::remove_if(m_listed.begin(), m_listed.end(), is_console_number), m_listed.end());
    std::sort(m_listed.begin(), m_listed.end());
    m_listed.erase(std::unique(m_listed.begin(), m_listed.end()), m_listed.end());
}

Handle InheritedHandles::standard_handle(const Start& start, Stdio stream) {
    const NativeHandle handle = start.stdio[stream];
    if (handle == detail::no_handle)
        return copy_of_ours(standard_stream(stream));
    if (handle == standard_stream(Stdio::out) || handle == standard_stream(Stdio::err)) // STDOUT and STDERR
        return copy_of_ours(handle);
    if (!is_callers(start, handle))
        return duplicate(handle, Inheritable::yes);
    return duplicate(safe_for_others(handle, stream == Stdio::in ? Access::read : Access::write), Inheritable::yes);
}

NativeHandle InheritedHandles::safe_for_others(NativeHandle stream, Access childs) {
    if (!is_our_pipe(stream))
        return stream;
    const auto found = std::find_if(m_relays.begin(), m_relays.end(),
                                    [stream](const Relay& relay) { return relay.stream() == stream; });
    return found != m_relays.end() ? found->childs() : m_relays.emplace_back(stream, childs).childs();
}

void InheritedHandles::start_relays() {
    for (Relay& relay : m_relays)
        relay.start();
}

void check_handle_list(const StartupInfo& info) {
    for (const HANDLE handle : info.lpAttributeList.handle_list) {
        DWORD flags = 0;
        if (is_console_number(handle))
            continue;
        check(::GetHandleInformation(handle, &flags), detail::KeywordName{"startupinfo"});
        if ((flags & HANDLE_FLAG_INHERIT) == 0)
            throw_windows_error(ERROR_INVALID_PARAMETER, detail::KeywordName{"startupinfo"});
    }
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
