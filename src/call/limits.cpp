#include "limits.hpp"

#include <subprocess/error.hpp>
#include <subprocess/values.hpp>

#include "os/ask.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

static_assert(arg::Limit::infinity == os::no_limit);

[[noreturn]] void refuse_limit(int resource, const std::string& complaint) {
    throw ValueError("rlimits: " + os::limit_name(resource) + ' ' + complaint);
}

std::uint64_t checked_number(const arg::Int& number, int resource) {
    if (number.within(INT64_MIN, -1))
        refuse_limit(resource, "cannot be negative, got " + std::to_string(number.value()));
    return static_cast<std::uint64_t>(number.value());
}

} // namespace

std::vector<os::ResourceLimit> checked_limits(const arg::ResourceLimits& limits) {
    std::vector<os::ResourceLimit> result;
    for (const arg::ResourceLimit& given : limits) {
        const int resource = given.resource();
        const auto is_same = [&](const os::ResourceLimit& other) { return other.resource == resource; };
        if (std::any_of(result.begin(), result.end(), is_same))
            refuse_limit(resource, "is given twice");
        const std::uint64_t soft = checked_number(given.limit().soft(), resource);
        const std::uint64_t hard = checked_number(given.limit().hard(), resource);
        if (soft > hard)
            refuse_limit(resource, "has a soft limit above its hard limit");
        result.push_back({resource, soft, hard});
    }
    return result;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
