/// \file
/// expect, which looks for regular expressions in what a child writes, and what a dialogue with one needs besides. Not
/// part of subprocess.hpp, because it includes <regex>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/given.hpp>
#include <subprocess/patterns.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/timeout.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// What expect() has read: a Found, and the groups of a regular expression.
struct Match : Found {
    /// Like a std::smatch: 0 is `matched`, 1 what the first parentheses matched, and so on; a group that took no part
    /// is empty. Of a string there is only 0, and at the end of file none.
    std::vector<std::string> groups;
};

namespace arg {

/// A string or a std::regex. It must live as long as the call.
class Expectation {
public:
    /// Accepts any string, with NUL bytes, too, and a std::regex. Everything else does not compile.
    /// \throws ValueError for an empty string, and a null pointer
    template <class T> Expectation(const T& value) {
        if constexpr (std::is_same_v<T, std::regex>)
            m_expression = &value;
        else if constexpr (detail::is_text<T> || detail::is_u8text<T>)
            m_text = not_empty(Pattern(value));
        else
            static_assert(detail::never<T>,
                          "subprocess: expect takes a string, a std::regex, or several: {\"a\", std::regex(\"b+\")}");
    }

    /// \name Access
    /// \{
    /// The string, which is empty for a regular expression, and that one, or null.
    std::string_view text() const noexcept { return m_text; }
    const std::regex* expression() const noexcept { return m_expression; }
    /// \}

private:
    static std::string_view not_empty(std::string_view text) {
        if (text.empty())
            detail::refuse_empty_pattern("expect");
        return text;
    }

    std::string_view m_text;
    const std::regex* m_expression = nullptr;
};

/// A string or a std::regex, or several: `{"a", std::regex("b+")}`, or any range of one of the two.
class Expectations {
public:
    /// Makes views; what they refer to must live as long as the call. \throws ValueError for an empty string, a null
    /// pointer, and if there is none at all
    Expectations(std::initializer_list<Expectation> several) {
        for (const Expectation& each : several)
            add(each);
        require_any();
    }
    Expectations(const char* one) { add(one); }
    template <class T> Expectations(const T& value) {
        if constexpr (detail::is_range<T> && !detail::is_text<T> && !detail::is_u8text<T>)
            for (const auto& each : value)
                add(each);
        else
            add(value);
        require_any();
    }

    /// \name Access
    /// \{
    /// In the order in which Match::index counts: the strings, empty for a regular expression; and those, null for a
    /// string.
    const std::vector<std::string_view>& texts() const noexcept { return m_texts; }
    const std::vector<const std::regex*>& expressions() const noexcept { return m_expressions; }
    /// \}

private:
    void add(const Expectation& pattern) {
        m_texts.push_back(pattern.text());
        m_expressions.push_back(pattern.expression());
    }
    void require_any() const {
        if (m_texts.empty())
            detail::refuse_missing_pattern("expect");
    }

    std::vector<std::string_view> m_texts;
    std::vector<const std::regex*> m_expressions;
};

} // namespace arg

namespace detail {

/// Looks for the regular expressions of one call, and keeps the groups of the match that is the first.
class Expecting {
public:
    static Match find(Reader& reader, const arg::Expectations& patterns, const Timeout& limit) {
        Expecting self(patterns);
        const PatternList list{patterns.texts().data(), patterns.texts().size(), {&search, &self}};
        Match found{reader.find(list, limit), {}};
        if (found.index != Found::npos && patterns.expressions()[found.index] == nullptr)
            self.m_groups = {found.matched};
        found.groups.swap(self.m_groups);
        return found;
    }

    static bool await_no_echo(Popen& process, const Timeout& limit) { return process.await_no_echo(limit); }

private:
    explicit Expecting(const arg::Expectations& patterns) : m_patterns(patterns) {}

    static void search(void* self, std::string_view text, std::optional<PatternMatch>& first) {
        static_cast<Expecting*>(self)->search(text, first);
    }
    void search(std::string_view text, std::optional<PatternMatch>& first) {
        for (std::size_t i = 0; i < m_patterns.expressions().size(); ++i) {
            const std::regex* const expression = m_patterns.expressions()[i];
            std::cmatch found;
            if (expression == nullptr || !std::regex_search(text.data(), text.data() + text.size(), found, *expression))
                continue;
            const auto begin = static_cast<std::size_t>(found[0].first - text.data());
            const PatternMatch candidate{begin, static_cast<std::size_t>(found[0].second - text.data()), i};
            if (first && !(candidate < *first))
                continue;
            first = candidate;
            m_groups.assign(found.begin(), found.end());
        }
    }

    const arg::Expectations& m_patterns;
    std::vector<std::string> m_groups;
};

} // namespace detail

/// \name Expect
/// \{
/// Reads until one of the patterns has come: `expect(p.stdout_, {std::regex("[$#] $"), "error: "}, timeout = 5s)`.
///
/// It is Reader::read_until() with regular expressions, for pipes and terminals. Of a regular expression it takes the
/// match that std::regex_search finds in what has come and was not taken; of these and the strings, the match that ends
/// first wins, or the first in the list of those that end there. So it never waits because a match could become longer,
/// and `\d+` may find half of a number: let the expression go on to what follows it. `^` is where the last read ended,
/// and `$` the end of what has come. A match may be empty. In text mode it looks in the decoded text; a std::regex sees
/// UTF-8 there, byte by byte.
///
/// What comes after the match stays in the Reader; after TimeoutExpired, or what std::regex_search throws, all does.
/// \return what came before, the match, its index and its groups; at the end of file all that is left, with Found::npos
/// \throws TimeoutExpired; ValueError for no pattern, and an empty string; std::regex_error; what reading throws
inline Match expect(Reader& reader, const arg::Expectations& patterns) {
    return detail::Expecting::find(reader, patterns, Timeout());
}
template <class T> Match expect(Reader& reader, const arg::Expectations& patterns, T&& limit) {
    return detail::Expecting::find(reader, patterns, detail::limit_of_read(limit));
}
/// \}

/// \name Secrets
/// \{
/// Waits until the terminal of a child (`pty`) no longer shows what is typed, as a program does that asks for a
/// password. What is typed earlier may be shown, or thrown away.
///
/// First read the question; wait_no_echo() reads nothing. The system does not tell of such a change, so it looks again
/// after pauses of at most 20 ms. With a limit: `wait_no_echo(p, timeout = 5s)`.
/// \return false if no program uses the terminal any more, so that nobody will ask
/// \throws TimeoutExpired; ValueError without `pty`, and once all streams of the terminal are closed
[[nodiscard]] inline bool wait_no_echo(Popen& process) {
    return detail::Expecting::await_no_echo(process, Timeout());
}
template <class T> [[nodiscard]] bool wait_no_echo(Popen& process, T&& limit) {
    return detail::Expecting::await_no_echo(process, detail::limit_of_read(limit));
}
/// \}

} // namespace v1
} // namespace subprocess
