#include "timeout.hpp"

#include <subprocess/error.hpp>

#include <cmath>

namespace subprocess {
inline namespace v1 {
namespace detail {

void require_number(const Timeout& limit) {
    if (limit.given() && std::isnan(limit.seconds()))
        throw ValueError("Invalid value NaN (not a number)");
}

void require_duration(const Timeout& limit) {
    if (limit.is_point())
        throw ValueError("a duration is expected, not a point in time");
    require_number(limit);
}

Deadline deadline_of(const Timeout& limit) {
    require_number(limit);
    return limit.given() ? Deadline::after(limit.seconds()) : Deadline::never();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
