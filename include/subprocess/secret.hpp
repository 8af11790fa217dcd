/// \file
/// secret(): a word of a command, or a value in its environment, that nobody but the child is to see.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <type_traits>
#include <utility>

namespace subprocess {
inline namespace v1 { // not exported: what src/ defines
namespace detail {
class Revealed;
} // namespace detail
} // namespace v1

inline namespace SUBPROCESS_API v1 {

/// A text that is shown as `***`, made by secret(). It has no conversion to a string, and its text cannot be read. Its
/// bytes are copied, and not wiped from memory afterwards.
class Secret {
public:
    /// Hides the whole text. See secret().
    explicit Secret(std::string text) noexcept : m_text(std::move(text)), m_end(m_text.size()) {}
    /// One that was moved from hides an empty string.
    Secret(Secret&& other) noexcept { swap(other); }
    Secret(const Secret& other) = default;
    /// Hides what the other one hides.
    Secret& operator=(Secret other) noexcept {
        swap(other);
        return *this;
    }
    ~Secret() = default;

    /// \name Visible parts
    /// \{
    /// What is added on either side is shown: `"--password=" + secret(token)` is shown as `--password=***`. Two secrets
    /// do not compile: join their strings before.
    friend Secret operator+(detail::Text before, Secret hidden) {
        hidden.m_text.insert(0, before.data(), before.size());
        hidden.m_begin += before.size();
        hidden.m_end += before.size();
        return hidden;
    }
    friend Secret operator+(Secret hidden, detail::Text after) {
        hidden.m_text.append(after.data(), after.size());
        return hidden;
    }
    template <class S, class = std::enable_if_t<std::is_same_v<S, Secret>>>
    friend Secret operator+(const Secret& hidden, const S&) {
        static_assert(detail::never<S>, "subprocess: a word has only one secret: join the strings before");
        return hidden;
    }
    /// \}

private:
    friend class detail::Revealed;

    void swap(Secret& other) noexcept {
        m_text.swap(other.m_text);
        std::swap(m_begin, other.m_begin);
        std::swap(m_end, other.m_end);
    }

    std::string m_text;
    std::size_t m_begin = 0, m_end = 0; ///< of what is hidden
};

/// Hides a string or a path: `run({"curl", "--user", "me:" + secret(token), url})`, `env = {os_environ, {"TOKEN",
/// secret(token)}}`.
///
/// The child gets the real bytes. Everything that the library says shows `***`: exceptions, describe(), the args of
/// results, repr and operator<<, audit events. So does the tail of stderr in describe(), if the secret has at least 4
/// bytes. What the child has written to stdout_ and stderr_ is left alone, and other processes can see the words of a
/// command while it runs, so a value in `env` or `input` is better.
/// \throws ValueError for a null pointer
template <class T> Secret secret(const T& text) {
    static_assert(detail::is_string_or_path<T>, "subprocess: secret() takes a string or a path");
    return Secret(detail::view_of_any(text).str());
}

/// Writes what is shown: `***`, with its visible parts.
std::ostream& operator<<(std::ostream& out, const Secret& hidden);

namespace detail {
inline View view_of(const Secret& hidden) {
    return {&hidden, 0, View::Kind::secret};
}
} // namespace detail

} // namespace v1
} // namespace subprocess
