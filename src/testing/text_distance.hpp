// How much two texts differ.
#pragma once

#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// How many characters have to be changed, added or removed to make one of the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b);

} // namespace detail
} // namespace v1
} // namespace subprocess
