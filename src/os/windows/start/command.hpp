// The command in the form that CreateProcess takes.
#pragma once

#include "os/start.hpp"

#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct CreateCommand {
    std::optional<std::wstring> application; ///< none: CreateProcess searches for the first word of the line
    std::wstring line;
};

/// \throws OSError if it is too long, UnicodeDecodeError if it is not UTF-8
CreateCommand command_of(const Start& start);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
