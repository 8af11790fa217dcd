// Looks for several strings in a text that grows.
#pragma once

#include <subprocess/patterns.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The match that ends first; of several that end there, that of the first pattern. No string ends in the first
/// `searched` bytes, which are not looked at again. What strings cost depends on the distance to the match, and not on
/// the size of the text; the other patterns are looked for in all of it.
std::optional<PatternMatch> first_match(std::string_view text, const PatternList& patterns, std::size_t searched);

/// All strings as one. Different lists have different ones.
std::string joined(const PatternList& patterns);

} // namespace detail
} // namespace v1
} // namespace subprocess
