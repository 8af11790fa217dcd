#include "os/trigger.hpp"

#include "os/windows/failure.hpp"
#include "os/windows/windows.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

Trigger::Trigger() {
    const HANDLE event = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
    check(event != nullptr);
    m_handle = Handle(event);
}

void Trigger::pull() noexcept {
    if (!m_is_pulled.exchange(true))
        ::SetEvent(m_handle.get());
}

int own_process_id() noexcept {
    return static_cast<int>(::GetCurrentProcessId());
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
