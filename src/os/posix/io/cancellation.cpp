#include "os/cancellation.hpp"

#include <pthread.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

NotCancellable::NotCancellable() noexcept {
    ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &m_before);
}

NotCancellable::~NotCancellable() {
    ::pthread_setcancelstate(m_before, nullptr);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
