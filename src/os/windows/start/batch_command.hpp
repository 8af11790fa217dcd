// The command of a batch file.
#pragma once

#include "command.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Runs the batch file that the request names by the system's cmd.exe, whatever ComSpec says.
/// \throws FileNotFoundError, ValueError for arguments that cmd.exe would not take as they are
CreateCommand batch_command(const SpawnRequest& request);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
