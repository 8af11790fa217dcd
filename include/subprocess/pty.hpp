/// \file
/// Pty: a terminal for a child of its own.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/none.hpp>
#include <subprocess/shape.hpp>

#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// A terminal as a child finds it: `pty = Pty{50, 132}`, in C++20 also `pty = Pty{.echo = false}`.
struct Pty {
    /// \name The fields
    /// \{
    /// The size in characters, each from 1 to 65535, on Windows to 32767. `echo`: what is typed is shown, as is usual.
    /// `raw`: bytes pass unchanged in both directions, without lines, echo, Ctrl-C and an end of input. On Windows
    /// these two are for the program to decide, and other values throw ValueError.
    int rows = 24;
    int cols = 80;
    bool echo = true;
    bool raw = false;
    /// \}
};

namespace arg {

/// The value of `pty`: true, false, a Pty, None, or an optional of these. It is a copy.
class Terminal {
public:
    constexpr Terminal() = default;
    /// Accepts any of these. Everything else does not compile.
    template <class T, class = std::enable_if_t<!std::is_base_of_v<Terminal, T>>>
    constexpr Terminal(const T& value) : m_given(true) {
        if constexpr (std::is_same_v<T, bool>)
            m_given = value;
        else if constexpr (std::is_same_v<T, Pty>)
            m_value = value;
        else if constexpr (detail::is_none<T>)
            m_given = false;
        else if constexpr (detail::is_optional<T>)
            *this = detail::or_none<Terminal>(value);
        else
            static_assert(detail::never<T>, "subprocess: pty takes true, false or a Pty: pty = Pty{24, 80}");
    }

    /// \name Access
    /// \{
    /// What was given, unchecked, and whether there is to be a terminal.
    constexpr const Pty& value() const { return m_value; }
    constexpr bool given() const { return m_given; }
    /// \}

private:
    Pty m_value;
    bool m_given = false;
};

} // namespace arg
} // namespace v1
} // namespace subprocess
