/// \file
/// Command: what was run, as a list or as one string.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class HiddenWords;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

namespace detail {
void destroy(HiddenWords* words) noexcept;
HiddenWords* copy_of(const HiddenWords& words);
} // namespace detail

/// A copy of a command as it was given. `{"ls"}` and `"ls"` remain different: they run and print differently. Nothing
/// in it throws except std::bad_alloc and, for a null pointer, ValueError.
///
/// A word that is a Secret is `***` in everything that can be read here. A Command that you have made keeps the secret
/// and can be started. The `args` of a result, and the `cmd` of an exception, cannot: ValueError.
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

    // Defined in src/: inline, they would cost every file that includes this one the members of std::vector.
    /// A command without words, as before the first assignment; it cannot be started.
    Command() noexcept;
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
    /// Accepts everything that run() accepts as a command.
    Command(const Args& args);
    Command(std::initializer_list<arg::Word> words) : Command(Args(words)) {}

    /// True if it was given as one string or path, false if it was given as a list.
    bool is_string() const noexcept { return m_is_string; }
    /// True if it was given as one std::filesystem::path; is_string() is then true, too.
    bool is_path() const noexcept { return m_is_path; }

    /// The words; a command that is one string has one word.
    const std::vector<std::string>& list() const noexcept { return m_words; }

    /// Python's str(): the string itself, or `['ls', '-l']`.
    std::string str() const;
    /// Python's repr(): `'ls'` in quotes, or `['ls', '-l']`.
    std::string repr() const;

    /// Compares with another Command, with a string (only a command given as one string can be equal), or with a vector
    /// of words (only a list can be equal).
    friend bool operator==(const Command& a, const Command& b) {
        return a.m_is_string == b.m_is_string && a.has_words(b.m_words);
    }
    friend bool operator!=(const Command& a, const Command& b) { return !(a == b); }
    friend bool operator==(const Command& a, detail::Text b) { return a.m_is_string && a.m_words[0] == b; }
    friend bool operator!=(const Command& a, detail::Text b) { return !(a == b); }
    friend bool operator==(const Command&, std::nullptr_t) = delete; // std::string_view(nullptr) is undefined
    friend bool operator!=(const Command&, std::nullptr_t) = delete;
    friend bool operator==(const Command&, long) = delete; // <X11/X.h> defines None as 0L
    friend bool operator!=(const Command&, long) = delete;
    friend bool operator==(const Command& a, const std::vector<std::string>& b) {
        return !a.m_is_string && a.has_words(b);
    }
    friend bool operator!=(const Command& a, const std::vector<std::string>& b) { return !(a == b); }

private:
    friend class Args;
    friend class detail::HiddenWords;

    bool has_words(const std::vector<std::string>& words) const;

    std::vector<std::string> m_words; ///< as they are shown
    detail::OpaqueCopy<detail::HiddenWords> m_hidden;
    bool m_is_string = false;
    bool m_is_path = false;
};

/// Writes Command::str(), as Python prints it.
std::ostream& operator<<(std::ostream& out, const Command& command);

} // namespace v1
} // namespace subprocess
