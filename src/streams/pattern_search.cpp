#include "pattern_search.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::optional<PatternMatch> match_within(std::string_view text, const PatternList& patterns, std::size_t searched) {
    std::optional<PatternMatch> first;
    for (std::size_t i = 0; i < patterns.count; ++i) {
        const std::string_view pattern = patterns.first[i];
        if (pattern.empty())
            continue;
        const std::size_t overlap = std::min(searched, pattern.size() - 1);
        const std::size_t at = text.find(pattern, searched - overlap);
        if (at == text.npos)
            continue;
        first = PatternMatch{at, at + pattern.size(), i};
        text = text.substr(0, first->end - 1); // from now on only earlier ends count
    }
    return first;
}

std::optional<PatternMatch> first_string(std::string_view text, const PatternList& patterns, std::size_t searched) {
    for (std::size_t window = 256; searched < text.size(); window *= 2) {
        const std::size_t end = searched + std::min(window, text.size() - searched);
        if (const auto match = match_within(text.substr(0, end), patterns, searched))
            return match;
        searched = end;
    }
    return {};
}

} // namespace

std::optional<PatternMatch> first_match(std::string_view text, const PatternList& patterns, std::size_t searched) {
    std::optional<PatternMatch> first = first_string(text, patterns, searched);
    if (patterns.others.search != nullptr)
        patterns.others.search(patterns.others.object, text, first);
    return first;
}

std::string joined(const PatternList& patterns) {
    std::string all;
    for (const std::string_view pattern : patterns)
        all.append(std::to_string(pattern.size())).append(1, ':').append(pattern);
    return all;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
