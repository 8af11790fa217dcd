// Line ends: reading turns all of them into \n, and writing turns \n into the platform's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// Turns \r\n and \r into \n, piece by piece: a \r at the end of a piece is held until the next character is known.
class UniversalNewlines {
public:
    /// Translates `characters` from `position` on. `at_end`: no more will follow.
    void translate(std::string& characters, std::size_t position, bool at_end);

    bool is_holding() const { return m_is_holding; }

private:
    bool m_is_holding = false; ///< true while a \r is held back
};

/// Replaces each \n with `line_end`.
std::string with_line_ends(std::string_view characters, std::string_view line_end);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
