// The handles that a child inherits.
#pragma once

#include "os/start.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "os/windows/io/relay.hpp"
#include "os/windows/windows.hpp"

#include <list>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

class InheritedHandles {
public:
    /// Makes inheritable copies, and closes them when it is destroyed.
    explicit InheritedHandles(const Start& start);

    /// True if any standard stream is redirected; then all three have a handle, or are closed.
    bool has_standard() const { return m_has_standard; }
    /// Null if it is closed, or the terminal.
    HANDLE standard(Stdio stream) const { return m_standard[stream].valid() ? m_standard[stream].get() : nullptr; }

    /// The exact handles to inherit. If it is empty: none, or, without close_fds, every inheritable one.
    std::vector<HANDLE>& listed() { return m_listed; }

    /// Call it once the child runs.
    void start_relays();

private:
    Handle standard_handle(const Start& start, Stdio stream);
    NativeHandle safe_for_others(NativeHandle stream, Access childs);

    bool m_has_standard;
    PerStdio<Handle> m_standard;
    std::vector<HANDLE> m_listed;
    std::list<Relay> m_relays;
};

/// \throws OSError if a handle in the caller's list is not inheritable
void check_handle_list(const StartupInfo& info);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
