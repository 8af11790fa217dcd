// How a Reader finds lines and patterns.
#include <subprocess/reader.hpp>

#include <subprocess/error.hpp>
#include <subprocess/patterns.hpp>
#include <subprocess/values.hpp>

#include "patience.hpp"
#include "pattern_search.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {

namespace detail {

void refuse_missing_pattern(std::string_view function) {
    throw ValueError(std::string(function) + " needs a pattern");
}

void refuse_empty_pattern(std::string_view function) {
    throw ValueError("an empty pattern of " + std::string(function) + " matches everywhere");
}

} // namespace detail

namespace arg {

Patterns::Patterns(std::initializer_list<Pattern> several) : m_list(several.begin(), several.end()) {}

Patterns::~Patterns() = default;

void Patterns::add(std::string_view pattern) {
    m_list.push_back(pattern);
}

} // namespace arg

/// Unbuffered, it reads no byte beyond the match, which may be for another reader.
std::optional<detail::PatternMatch> Reader::search(const detail::PatternList& patterns, detail::Patience& patience) {
    std::size_t searched = m_searched > 0 && m_sought == detail::joined(patterns) ? m_searched : 0;
    for (Filled last = Filled::more;; last = fill(chunk(1), patience)) {
        const std::string_view rest = std::string_view(m_buffer).substr(m_next);
        if (const auto match = detail::first_match(rest, patterns, searched))
            return match;
        searched = rest.size();
        if (last == Filled::end)
            return detail::PatternMatch{searched, searched, Found::npos};
        if (last == Filled::late) {
            m_sought = detail::joined(patterns);
            m_searched = searched;
            return {};
        }
    }
}

namespace {

constexpr std::string_view newline[] = {"\n"};
constexpr detail::PatternList until_newline{newline, 1};

detail::PatternList checked(const arg::Patterns& patterns) {
    if (patterns.list().empty())
        detail::refuse_missing_pattern("read_until");
    for (const std::string_view pattern : patterns.list())
        if (pattern.empty())
            detail::refuse_empty_pattern("read_until");
    return {patterns.list().data(), patterns.list().size()};
}

} // namespace

std::size_t Reader::find_line(const Timeout& limit) {
    detail::Patience patience(limit);
    require_readable("readline of closed file");
    const std::optional<detail::PatternMatch> line = search(until_newline, patience);
    if (!line)
        patience.fail();
    return line->end;
}

bool Reader::has_line() {
    detail::Patience none(Timeout(0));
    require_readable("readline of closed file");
    return search(until_newline, none).has_value();
}

Found Reader::find(const arg::Patterns& patterns, const Timeout& limit) {
    return find(checked(patterns), limit);
}

Found Reader::find(const detail::PatternList& patterns, const Timeout& limit) {
    detail::Patience patience(limit);
    require_readable("read of closed file");
    const std::optional<detail::PatternMatch> match = search(patterns, patience);
    if (!match)
        patience.fail();
    Found found{take(match->end), {}, match->index};
    found.matched = found.before.substr(match->begin);
    found.before.resize(match->begin);
    return found;
}

} // namespace v1
} // namespace subprocess
