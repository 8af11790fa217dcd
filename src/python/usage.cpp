#include <subprocess/usage.hpp>

#include "os/memory.hpp"

#include <ostream>

namespace subprocess {
inline namespace v1 {

std::ostream& operator<<(std::ostream& out, Seconds seconds) {
    return out << seconds.count();
}

std::optional<std::uint64_t> Usage::max_rss() const noexcept {
    if (m_peak <= detail::os::inherited_peak())
        return {};
    return m_peak;
}

} // namespace v1
} // namespace subprocess
