// The handles that a child gets.
#pragma once

#include "../os.hpp"
#include "relay.hpp"
#include "windows.hpp"

#include <array>
#include <list>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace os {

class InheritedHandles {
public:
    /// The copies that it makes can be inherited for as long as it lives.
    explicit InheritedHandles(const SpawnRequest& request);

    /// Whether a standard stream is redirected; then each of them gets a handle.
    bool has_standard() const { return m_standard[0].valid(); }
    HANDLE standard(Stdio stream) const { return m_standard[stream].get(); }

    /// What is inherited, and nothing else; empty: no handle, or all that can be, by close_fds.
    std::vector<HANDLE>& listed() { return m_listed; }

    /// To be called when the child runs.
    void start_relays();

private:
    Handle standard_handle(const SpawnRequest& request, Stdio stream);
    NativeHandle safe_for_others(NativeHandle stream, Access childs);

    std::array<Handle, 3> m_standard;
    std::vector<HANDLE> m_listed;
    std::list<Relay> m_relays;
};

/// \throws OSError when a handle of the caller's list cannot be inherited
void check_handle_list(const StartupInfo& info);

} // namespace os
} // namespace v1
} // namespace subprocess
