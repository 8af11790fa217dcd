// How a child ends: the keywords grace, drain and max_output.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/grace.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

struct EndSettings {
    std::vector<arg::GraceStep> grace;
    std::optional<double> drain;           ///< in seconds
    std::optional<std::size_t> max_output; ///< in bytes, of each stream
};

/// \throws ValueError for a time that is NaN, for what is no signal, and for a max_output that is negative or limits
/// nothing
EndSettings end_settings_of(const Keywords& keywords);

} // namespace detail
} // namespace v1
} // namespace subprocess
