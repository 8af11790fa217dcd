#include "os/wait_for.hpp"

#include "io.hpp"
#include "os/windows/failure.hpp"

#include <algorithm>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

using Handles = std::vector<HANDLE>;

/// Windows refuses to wait for one handle twice.
Handles different_handles(const std::vector<Watched>& all, const Deadline& deadline) {
    Handles handles;
    for (const Watched& one : all)
        handles.push_back(one.handle);
    handles.push_back(deadline.trigger_handle());
    std::sort(handles.begin(), handles.end());
    handles.erase(std::unique(handles.begin(), handles.end()), handles.end());
    handles.erase(std::remove(handles.begin(), handles.end(), detail::no_handle), handles.end());
    return handles;
}

bool wait_for_group(const HANDLE* first, std::size_t count, DWORD milliseconds) {
    if (count == 0)
        return ::Sleep(milliseconds), false;
    const DWORD result = ::WaitForMultipleObjects(static_cast<DWORD>(count), first, FALSE, milliseconds);
    if (result == WAIT_FAILED)
        throw_last_error();
    return result != WAIT_TIMEOUT;
}

constexpr std::size_t largest_group = MAXIMUM_WAIT_OBJECTS;

bool look_at(const Handles& handles) {
    for (std::size_t i = 0; i < handles.size(); i += largest_group)
        if (wait_for_group(&handles[i], std::min(largest_group, handles.size() - i), 0))
            return true;
    return false;
}

/// Windows waits for at most 64 handles at a time: of more than that, all are looked at every few milliseconds.
void wait_in_groups(const Handles& handles, const Deadline& deadline) {
    constexpr DWORD pause = 10;
    for (;;) {
        const bool is_last_look = deadline.has_passed();
        if (look_at(handles) || is_last_look)
            return;
        if (wait_for_group(handles.data(), largest_group, std::min(pause, milliseconds_of(deadline))))
            return;
    }
}

} // namespace

void wait_for(std::vector<Watched>& all, const Deadline& deadline) {
    const Handles handles = different_handles(all, deadline);
    if (handles.size() <= largest_group)
        wait_for_group(handles.data(), handles.size(), milliseconds_of(deadline));
    else
        wait_in_groups(handles, deadline);
    for (Watched& one : all)
        one.is_ready = one.handle != detail::no_handle && ::WaitForSingleObject(one.handle, 0) == WAIT_OBJECT_0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
