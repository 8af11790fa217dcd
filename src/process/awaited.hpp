// What somebody else waits for between two steps of a call.
#pragma once

#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "os/wait_for.hpp"
#include "pauses.hpp"

#include <subprocess/handle.hpp>

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Whether a call may block until it is over, or goes on in steps.
enum class Pace { blocking, stepping };

class Awaited {
public:
    /// Before the first step.
    static Awaited at_once() {
        Awaited awaited;
        awaited.m_latest = Deadline::passed();
        return awaited;
    }

    /// Before the next step is described.
    void clear() {
        m_ready.clear();
        m_latest = Deadline::never();
    }

    void add(const os::Pump& pump) { pump.add_awaited(m_ready); }
    /// \pre at most one deadline has a trigger
    void add(const Deadline& deadline) { m_latest = earlier(m_latest, deadline); }
    /// A handle that is ready although the process has not ended, as that of a traced one may be, would wake the loop
    /// again and again.
    void add_end_of_process(NativeHandle handle) {
        const bool was_awaited = handle == m_last_end;
        if (handle == no_handle || (was_awaited && is_ready(handle)))
            add_pause();
        else
            m_ready.push_back({handle});
        m_last_end = handle;
    }

    /// Without the trigger of latest(), which other calls may have, too.
    const std::vector<os::Readiness>& ready() const noexcept { return m_ready; }
    Deadline latest() const noexcept { return m_latest; }

private:
    static bool is_ready(NativeHandle handle) {
        std::vector<os::Watched> watched{{{handle}}};
        os::wait_for(watched, Deadline::passed());
        return watched.front().is_ready;
    }

    /// Nothing tells of the end, so we look again.
    void add_pause() { add(m_pauses.next()); }

    std::vector<os::Readiness> m_ready;
    Deadline m_latest = Deadline::never();
    NativeHandle m_last_end = no_handle; ///< what was to tell of an end before the last step
    Pauses m_pauses;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
