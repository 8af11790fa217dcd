// Looks for several strings in a text that grows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// At least one pattern, none of them empty.
struct PatternList {
    const std::string_view* begin() const { return first; }
    const std::string_view* end() const { return first + count; }

    const std::string_view* first;
    std::size_t count;
};

struct PatternMatch {
    std::size_t end;   ///< the size of the text up to the end of the match
    std::size_t index; ///< of the pattern
};

/// The match that ends first; of several that end there, that of the first pattern. None of them ends in the first
/// `searched` bytes, which are not looked at again. What it costs depends on the distance to the match, and not on the
/// size of the text.
std::optional<PatternMatch> first_match(std::string_view text, const PatternList& patterns, std::size_t searched);

/// All patterns as one string. Different lists have different ones.
std::string joined(const PatternList& patterns);

} // namespace detail
} // namespace v1
} // namespace subprocess
