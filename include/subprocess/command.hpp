/// \file
/// Command: what was run, as a list or as one string.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {

/// A command as it was given, with copies of the words: `{"ls"}` and `"ls"` stay different, in what they do and in how
/// they print. Nothing in it throws but std::bad_alloc, and ValueError for a null pointer.
class Command {
public:
    /// \name Iteration
    /// \{
    /// A Command is a constant range of its words.
    using value_type = std::string;
    using const_iterator = std::vector<std::string>::const_iterator;
    const_iterator begin() const noexcept { return m_words.begin(); }
    const_iterator end() const noexcept { return m_words.end(); }
    std::size_t size() const noexcept { return m_words.size(); }
    bool empty() const noexcept { return m_words.empty(); }
    const std::string& operator[](std::size_t i) const { return m_words[i]; }
    /// \}

    Command() = default;
    /// From all that run() takes as a command.
    Command(const Args& args);
    Command(std::initializer_list<Arg> words) : Command(Args(words)) {}

    /// Whether it was given as one string (or one path), and not as a list.
    bool is_string() const noexcept { return m_is_string; }
    /// Whether it was given as one std::filesystem::path; is_string() is true then, too.
    bool is_path() const noexcept { return m_is_path; }

    /// The words; one for a command that is a string.
    const std::vector<std::string>& list() const noexcept { return m_words; }

    /// Python's str(): the string itself, or `['ls', '-l']`.
    std::string str() const;
    /// Python's repr(): `'ls'` in quotes, or `['ls', '-l']`.
    std::string repr() const;

    /// With another Command, with a string (equal only to a command that was given as one), with a vector of words.
    friend bool operator==(const Command& a, const Command& b) {
        return a.m_is_string == b.m_is_string && a.has_words(b.m_words);
    }
    friend bool operator!=(const Command& a, const Command& b) { return !(a == b); }
    friend bool operator==(const Command& a, detail::Text b) { return a.m_is_string && a.m_words[0] == b; }
    friend bool operator!=(const Command& a, detail::Text b) { return !(a == b); }
    friend bool operator==(const Command&, std::nullptr_t) = delete; // a string_view of nothing
    friend bool operator!=(const Command&, std::nullptr_t) = delete;
    friend bool operator==(const Command&, long) = delete; // the None of <X11/X.h> is 0L
    friend bool operator!=(const Command&, long) = delete;
    friend bool operator==(const Command& a, const std::vector<std::string>& b) {
        return !a.m_is_string && a.has_words(b);
    }
    friend bool operator!=(const Command& a, const std::vector<std::string>& b) { return !(a == b); }

private:
    bool has_words(const std::vector<std::string>& words) const;

    std::vector<std::string> m_words;
    bool m_is_string = false;
    bool m_is_path = false;
};

/// Writes Command::str(), which is what Python prints.
std::ostream& operator<<(std::ostream& out, const Command& command);

} // namespace v1
} // namespace subprocess
