// The handles that a child gets.
#pragma once

#include "os/process.hpp"
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
    /// The copies that it makes can be inherited for as long as it lives.
    explicit InheritedHandles(const SpawnRequest& request);

    /// Whether a standard stream is redirected; then each of them gets a handle.
    bool has_standard() const { return m_standard[Stdio::in].valid(); }
    HANDLE standard(Stdio stream) const { return m_standard[stream].get(); }

    /// What is inherited, and nothing else; empty: no handle, or all that can be, by close_fds.
    std::vector<HANDLE>& listed() { return m_listed; }

    /// To be called when the child runs.
    void start_relays();

private:
    Handle standard_handle(const SpawnRequest& request, Stdio stream);
    NativeHandle safe_for_others(NativeHandle stream, Access childs);

    PerStdio<Handle> m_standard;
    std::vector<HANDLE> m_listed;
    std::list<Relay> m_relays;
};

/// \throws OSError when a handle of the caller's list cannot be inherited
void check_handle_list(const StartupInfo& info);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
