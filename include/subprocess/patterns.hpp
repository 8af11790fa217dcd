/// \file
/// What Reader::read_until() looks for, and what it finds.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// What Reader::read_until() has read: `auto [before, matched, index] = p.stdout_.read_until(">>> ");`
struct Found {
    /// The index at the end of file, where nothing matched.
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// What comes before the match; at the end of file all that was left, which may be empty.
    std::string before;
    /// What matched: one of the patterns; empty at the end of file.
    std::string matched;
    /// The position of that pattern in the list, from 0; npos at the end of file.
    std::size_t index = npos;
};

namespace detail {

struct PatternMatch {
    std::size_t begin, end; ///< in the text that was searched
    std::size_t index;      ///< of the pattern, or Found::npos

    /// Whether it ends first, or is the first in the list of those that end there.
    friend bool operator<(const PatternMatch& a, const PatternMatch& b) {
        return a.end != b.end ? a.end < b.end : a.index < b.index;
    }
};

/// Patterns that are no strings. src/ does not know what they are.
struct OtherPatterns {
    /// Replaces `first` by an earlier match of theirs, if there is one. \param object what this struct holds
    void (*search)(void* object, std::string_view text, std::optional<PatternMatch>& first) = nullptr;
    void* object = nullptr;
};

/// At least one pattern. An empty string is the place of one of the others.
struct PatternList {
    const std::string_view* begin() const { return first; }
    const std::string_view* end() const { return first + count; }

    const std::string_view* first;
    std::size_t count;
    OtherPatterns others = {};
};

/// \throws ValueError that names the function
[[noreturn]] void refuse_missing_pattern(std::string_view function);
[[noreturn]] void refuse_empty_pattern(std::string_view function);

} // namespace detail

namespace arg {

/// One string to look for. It must live as long as the call.
struct Pattern : std::string_view {
    /// Accepts any string, with NUL bytes, too. \throws ValueError for a null pointer
    template <class T> Pattern(const T& value) {
        if constexpr (detail::is_text<T> || detail::is_u8text<T>) {
            const detail::View view = detail::view_of_any(value);
            if (view.is_null())
                detail::refuse_null_pointer("a pattern");
            static_cast<std::string_view&>(*this) = {static_cast<const char*>(view.data), view.size};
        } else
            static_assert(detail::never<T>, "subprocess: read_until takes a string, or several: {\"a\", \"b\"}");
    }
};

/// A string, or several: `{"a", "b"}`, or any range of strings.
class Patterns {
public:
    // What touches the vector is defined in src/, as in owned.hpp.
    /// Makes views; the strings must live as long as the call. \throws ValueError for a null pointer
    Patterns(std::initializer_list<Pattern> several);
    Patterns(const char* one) : Patterns({Pattern(one)}) {}
    template <class T> Patterns(const T& value) : Patterns(std::initializer_list<Pattern>()) {
        if constexpr (detail::is_range<T> && !detail::is_text<T> && !detail::is_u8text<T>)
            detail::for_each_string(value, [this](const auto& each) { add(Pattern(each)); });
        else
            add(Pattern(value));
    }
    Patterns(const Patterns&) = delete;
    Patterns& operator=(const Patterns&) = delete;
    ~Patterns();

    /// Views of the strings, as they were given. Found::index counts in this order.
    const std::vector<std::string_view>& list() const noexcept { return m_list; }

private:
    void add(std::string_view pattern);

    std::vector<std::string_view> m_list;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
