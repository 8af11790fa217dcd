// The door to the operating system: what it knows of variables, accounts, signals and programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// This process's environment: NAME=VALUE.
std::vector<std::string> environment();

/// The name in NAME=VALUE: all of it when it has no `=`. On Windows a name may begin with a `=`, as in `=C:=C:\folder`.
std::string_view name_of(std::string_view variable) noexcept;

/// What two names of one variable have in common: on Windows they may differ in case.
std::string comparable_name(std::string_view name);

/// \throws LookupError
std::uint32_t look_up_user(const std::string& name);
std::uint32_t look_up_group(const std::string& name);

/// Whether a return code is the number of a signal, negated; otherwise it is an exit status of up to 32 bits.
bool is_signal(int returncode) noexcept;

/// The name of the signal that a return code tells of, such as SIGTERM; empty when it has none.
std::string_view signal_name(int returncode) noexcept;

/// Where a program of this name may lie: the paths to look at, best first.
/// \param path folders as in the environment variable PATH, or none: what that variable says
std::vector<std::string> program_candidates(const std::string& program, const std::optional<std::string>& path);

/// Whether it is a file that this process may execute. A path with a NUL names none.
bool is_executable(const std::string& path);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
