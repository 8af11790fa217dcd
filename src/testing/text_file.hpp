// Whole files, as bytes.
#pragma once

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws OSError
std::string read_text_file(const std::string& path);
void write_text_file(const std::string& path, std::string_view text);

} // namespace detail
} // namespace v1
} // namespace subprocess
