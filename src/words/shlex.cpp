#include <subprocess/shlex.hpp>

#include <subprocess/error.hpp>

#include "python/raise.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {

namespace shlex {

namespace {

constexpr std::string_view whitespace = " \t\r\n";
constexpr std::string_view quotes = "'\"";

bool is_one_of(std::string_view characters, char c) {
    return characters.find(c) != characters.npos;
}

/// Splits words off the front of a line.
class Splitter {
public:
    Splitter(std::string_view line, const SplitOptions& options) : m_rest(line), m_options(options) {}

    /// Skips to the next word. \return false if there is none
    bool find_word() {
        while (!m_rest.empty() && (at_comment() || at_space())) {
            if (at_comment())
                skip_line();
            else
                take();
        }
        return !m_rest.empty();
    }

    std::string take_word() {
        std::string word;
        if (m_options.posix)
            take_posix_word(word);
        else
            take_plain_word(word);
        return word;
    }

private:
    bool at_comment() const { return m_options.comments && m_rest.front() == '#'; }
    bool at_space() const { return is_one_of(whitespace, m_rest.front()); }

    char take() {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

    void skip_line() { m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size() - 1) + 1); }

    void take_posix_word(std::string& word) {
        while (!m_rest.empty() && !at_comment() && !at_space()) {
            const char c = take();
            if (is_one_of(quotes, c))
                take_quoted(word, c);
            else
                word += c == '\\' ? take_escaped() : c;
        }
    }

    /// A word that begins with a quote ends at the matching quote and keeps both. Other quotes have no meaning.
    void take_plain_word(std::string& word) {
        if (is_one_of(quotes, m_rest.front())) {
            const std::size_t end = m_rest.find(m_rest.front(), 1);
            if (end == m_rest.npos)
                throw ValueError("No closing quotation");
            word = m_rest.substr(0, end + 1);
            m_rest.remove_prefix(end + 1);
            return;
        }
        while (!m_rest.empty() && !at_space()) {
            if (at_comment())
                skip_line(); // as in Python, the word continues on the next line
            else
                word += take();
        }
    }

    /// Takes the rest of a quoted part. In double quotes a backslash escapes only itself and the quote.
    void take_quoted(std::string& word, char quote) {
        for (;;) {
            if (m_rest.empty())
                throw ValueError("No closing quotation");
            const char c = take();
            if (c == quote)
                return;
            if (c == '\\' && quote == '"') {
                const char escaped = take_escaped();
                if (escaped != '\\' && escaped != quote)
                    word += c;
                word += escaped;
            } else {
                word += c;
            }
        }
    }

    char take_escaped() {
        if (m_rest.empty())
            throw ValueError("No escaped character");
        return take();
    }

    std::string_view m_rest;
    SplitOptions m_options;
};

bool is_safe(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || is_one_of("_@%+=:,./-", c);
}

} // namespace

std::vector<std::string> split(detail::Text line, const SplitOptions& options) {
    std::vector<std::string> words;
    Splitter splitter(line, options);
    while (splitter.find_word())
        words.push_back(splitter.take_word());
    return words;
}

std::string quote(const arg::Word& word) {
    std::string text = detail::checked_string(word, "word");
    if (!text.empty() && std::all_of(text.begin(), text.end(), is_safe))
        return text;
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += "'\"'\"'"; // closes the quotes, adds a double-quoted quote, and opens them again
        else
            quoted += c;
    }
    return quoted += '\'';
}

std::string join(Args words) {
    std::string line;
    for (const std::string& word : words.list()) {
        if (!line.empty())
            line += ' ';
        line += quote(word);
    }
    return line;
}

} // namespace shlex

} // namespace v1
} // namespace subprocess
