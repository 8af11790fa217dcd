// Text mode: UTF-8, checked, and every line end as \n.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace text_mode {

/// \throws LookupError when there is no such encoding
void require_encoding(const std::string& name);

/// The length of the valid UTF-8 character at `bytes[0]`; 0 when it is cut off by the end of `bytes`, -1 when invalid.
int character_length(std::string_view bytes);

/// Decodes `undecoded` as far as it goes and appends the text to `text`. What is left in `undecoded` waits for more
/// bytes: the start of a character, or a `\r` that may be half of a line end. `at_end`: there will be none.
/// \throws UnicodeDecodeError
void decode(std::string& undecoded, std::string& decoded, bool at_end);

/// The text of all `bytes`. \throws UnicodeDecodeError
std::string decode(std::string bytes);

/// \throws UnicodeEncodeError when `characters` is not UTF-8
void require_encodable(std::string_view characters);

} // namespace text_mode
} // namespace v1
} // namespace subprocess
