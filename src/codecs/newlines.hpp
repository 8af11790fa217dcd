// Line ends: all of them are \n when text is read, and \n becomes the platform's when it is written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

/// Makes \n of \r\n and \r, one piece after the other: a \r at the end of a piece is held until it is known what
/// follows.
class UniversalNewlines {
public:
    /// Translates what stands in `characters` from `position` on. `at_end`: nothing follows.
    void translate(std::string& characters, std::size_t position, bool at_end);

    bool is_holding() const { return m_is_holding; }

private:
    bool m_is_holding = false; ///< a \r
};

/// The text with `line_end` for each \n.
std::string with_line_ends(std::string_view characters, std::string_view line_end);

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
