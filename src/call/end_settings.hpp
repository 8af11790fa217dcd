// How a child ends: the keywords grace and drain.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/grace.hpp>

#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

struct EndSettings {
    std::vector<arg::GraceStep> grace;
    std::optional<double> drain; ///< in seconds
};

/// \throws ValueError for a time that is NaN, and for what is no signal
EndSettings end_settings_of(const Keywords& keywords);

} // namespace detail
} // namespace v1
} // namespace subprocess
