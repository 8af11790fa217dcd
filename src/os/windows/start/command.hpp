// A request's command as CreateProcess takes it.
#pragma once

#include "os/process.hpp"

#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct CreateCommand {
    std::optional<std::wstring> application; ///< when there is none, the first word of the line is looked for
    std::wstring line;
};

/// \throws OSError when it is too long, UnicodeDecodeError when it is not UTF-8
CreateCommand command_of(const SpawnRequest& request);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
