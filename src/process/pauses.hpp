// Pauses between looks at what nothing tells of.
#pragma once

#include "os/deadline.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// They grow, so that what is quick is seen early, and what takes long costs little.
class Pauses {
public:
    /// \return the end of the next one
    Deadline next() {
        constexpr double longest = 0.05; // seconds
        const Deadline end = Deadline::after(m_seconds);
        m_seconds = std::min(2 * m_seconds, longest);
        return end;
    }

private:
    double m_seconds = 0.0005;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
