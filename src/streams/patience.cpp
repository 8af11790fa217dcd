#include "patience.hpp"

#include <subprocess/subprocess_error.hpp>

#include "python/timeout.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

Patience::Patience(const Timeout& limit) : m_seconds(limit.seconds()), m_deadline(deadline_of(limit)) {}

std::optional<std::size_t> Patience::read(NativeHandle handle, std::string& bytes, std::size_t size) {
    if (!m_deadline.has_passed())
        return os::read_some(handle, bytes, size, m_deadline);
    if (m_rest == 0)
        return {};
    const std::optional<std::size_t> count = os::read_some(handle, bytes, std::min(size, m_rest), m_deadline);
    m_rest -= count.value_or(0);
    return count;
}

void Patience::fail() const {
    throw TimeoutExpired(m_seconds);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
