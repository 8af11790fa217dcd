#include "served.hpp"

#include "os/stdio.hpp"
#include "os/streams.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

void Served::require_no_callback() const {
    if (m_thread_in_callback.load() == std::this_thread::get_id())
        throw ValueError("a sink or source may poll, signal and end its child, but not wait for it");
}

Handle* Served::terminal_output() noexcept {
    for (const Stdio stream : {Stdio::out, Stdio::err})
        if (m_is_terminal[stream] && m_sinks[stream] != nullptr)
            return &m_handles[stream];
    return nullptr;
}

bool Served::has_open_flows() {
    std::vector<os::Flow> flows;
    add_sinks(flows);
    add_source(flows);
    return std::any_of(flows.begin(), flows.end(), [](const os::Flow& flow) { return flow.is_open(); });
}

void Served::end() {
    m_handles[Stdio::in].close();
    end(Stdio::out);
    end(Stdio::err);
}

Serving::Serving(Served* served, const std::array<Handle*, 3>& streams) {
    if (served == nullptr)
        return;
    served->require_no_callback();
    m_lock = std::unique_lock(served->m_mutex, std::try_to_lock);
    if (!m_lock)
        return;
    m_served = served;
    m_served->m_to_hide = streams;
    m_served->close_failed_source();
}

Serving::~Serving() {
    if (m_served != nullptr)
        m_served->m_to_hide = {};
}

} // namespace detail
} // namespace v1
} // namespace subprocess
