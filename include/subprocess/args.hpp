/// \file
/// Args: one type for every way to write a command.
///
/// With overloads, `{"ls", "-l"}` would be ambiguous, or would make a std::string from two iterators.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/secret.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class WordList;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

class Command;

namespace arg {

/// One word of a command: a view of a string, a path or a Secret, which must live as long as the call.
class Word {
public:
    /// Accepts any string, a std::string_view, a std::u8string, a std::filesystem::path, or a Secret. Anything else
    /// does not compile: for a number write `std::to_string(n)`. A null pointer throws ValueError when the word is
    /// used.
    Word(const char* text) : m_view(detail::view_of_any(text)) {}
    Word(const Secret& hidden) : m_view(detail::view_of(hidden)) {}
    // A template, so that {"a", "b"} is a list of words and never std::string(iterator, iterator).
    template <class T> Word(const T& value) {
        if constexpr (detail::is_string_or_path<T>)
            m_view = detail::view_of_any(value);
        else
            static_assert(detail::never<T>, "subprocess: an argument must be a string or a path, as in Python; for a "
                                            "number write std::to_string(n)");
    }

    /// \name Access
    /// \{
    /// `str()` copies the word; a Windows path becomes UTF-8. `is_null()` is true if a null pointer was given, and
    /// `secret()` is null unless a Secret was. A NUL byte in the word throws ValueError when a child is started.
    /// \throws ValueError for a null pointer, and for a Secret
    std::string str() const { return m_view.str(); }
    bool is_null() const { return m_view.is_null(); }
    const Secret* secret() const { return m_view.secret(); }
    /// \}

private:
    detail::View m_view;
};

} // namespace arg

/// The command of a call: `{"ls", "-l"}`, a list of strings or paths, one string, or one path.
///
/// A single string is the name of a program, unless `shell = true`. An Args is a view made for one call; a named one
/// cannot be copied, because what it refers to may be gone. These throw ValueError when a child is started: a NUL byte
/// in a word; a null pointer instead of a word; an empty list, unless `shell` or `executable` says what to run; a path
/// with `shell = true`. Null pointers at the end of an array or vector mark its end, as for `execv`.
class Args {
public:
    Args() = delete;
    Args(const Args&) = delete;
    Args(Args&&) noexcept = default; // so that wrappers can forward theirs with std::move
    Args& operator=(const Args&) = delete;
    Args& operator=(Args&&) = delete;
    ~Args() = default;

    /// Accepts words in braces, one string or path, a Command, or any range of strings and paths. Copies nothing and
    /// throws nothing.
    Args(std::initializer_list<arg::Word> words)
        : m_list(words.begin()), m_count(words.size()), m_append(&Args::append_words) {}
    Args(const char* text) : m_text(detail::view_of_any(text)) {}
    Args(const Secret& hidden) : m_text(detail::view_of(hidden)) {}
    Args(const Command& command);

    template <class T> Args(const T& value) {
        if constexpr (detail::is_string_or_path<T>)
            m_text = detail::view_of_any(value);
        else if constexpr (detail::is_range<T>) {
            m_list = &value;
            m_append = [](const Args& args, detail::WordList& list) {
                detail::for_each_string(*static_cast<const T*>(args.m_list),
                                        [&list](const auto& word) { append(word, list); });
            };
        } else
            static_assert(detail::never<T>,
                          "subprocess: the command must be a string, a path, or a list of strings and paths");
    }

    /// True if the command is one string or path, false if it is a list.
    bool is_string() const { return m_text.given(); }
    /// The string or path, or None if the command is a list. For code that wraps run().
    const detail::View& text() const { return m_text; }

    /// Copies the words; a command that is one string has one word.
    /// \throws ValueError for a null pointer, and for a word that is a Secret
    std::vector<std::string> list() const;

private:
    friend class Command;

    void read(detail::WordList& list) const;
    static void append(const arg::Word& word, detail::WordList& list);
    static void append_words(const Args& args, detail::WordList& list);
    static void append_command(const Args& args, detail::WordList& list);

    const void* m_list = nullptr;
    std::size_t m_count = 0;
    void (*m_append)(const Args&, detail::WordList&) = nullptr;
    detail::View m_text;
};

} // namespace v1
} // namespace subprocess
