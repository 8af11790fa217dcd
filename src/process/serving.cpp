#include "served.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <array>
#include <atomic>
#include <mutex>
#include <thread>

namespace subprocess {
inline namespace v1 {
namespace detail {

void Served::require_no_callback() const {
    if (m_thread_in_callback.load() == std::this_thread::get_id())
        throw ValueError("a sink or source may poll, signal and end its child, but not wait for it");
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
