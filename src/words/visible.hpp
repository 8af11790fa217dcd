// Text from a child or a user that may be shown on a terminal or in a log.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// True for what a terminal would obey instead of showing it: control characters, what reorders or breaks lines, and
/// bytes that are no UTF-8.
bool is_invisible(char32_t character) noexcept;

/// Escapes what is invisible, except for tabs and line ends.
std::string visible(std::string_view bytes);

/// Escapes line ends, too.
std::string visible_in_line(std::string_view bytes);

} // namespace detail
} // namespace v1
} // namespace subprocess
