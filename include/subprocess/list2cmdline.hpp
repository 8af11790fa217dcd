/// \file
/// Python's list2cmdline, which writes a command line for Windows.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>

#include <string>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// Joins arguments into a command line that Windows's C runtime splits into the same arguments. It does the same on
/// every system. It does not protect against a shell: for a POSIX shell use shlex::quote().
/// \throws ValueError for a secret
[[nodiscard]] std::string list2cmdline(Args arguments);

} // namespace v1
} // namespace subprocess
