// The command line that runs a batch file.
#pragma once

#include "command.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Runs the batch file by the cmd.exe in the system folder, whatever ComSpec says.
/// \throws FileNotFoundError, ValueError for arguments that cannot be quoted for cmd.exe
CreateCommand batch_command(const Start& start);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
