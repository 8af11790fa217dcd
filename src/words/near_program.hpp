// "Did you mean": what may help to find a program that does not exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// True if the names differ only in case, or in one character that is missing, superfluous, wrong, or in the place of
/// its neighbour.
bool is_near(std::string_view name, std::string_view wanted);

/// Looks at the files of this system, now.
/// \param path the folders that were searched
/// \return a sentence; empty if there is nothing to say
std::string hint_for(const std::string& program, const std::string& path, const std::optional<std::string>& cwd);

} // namespace detail
} // namespace v1
} // namespace subprocess
