// The door to the operating system: environment variables, accounts, signals, limits and programs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// This process's environment, as NAME=VALUE strings.
std::vector<std::string> environment();

/// The name in NAME=VALUE; the whole string if it has no `=`. On Windows a name may begin with `=`, as in
/// `=C:=C:\folder`.
std::string_view name_of(std::string_view variable) noexcept;

/// Equal for all names of one variable: on Windows these may differ in case.
std::string comparable_name(std::string_view name);

/// \throws LookupError
std::uint32_t look_up_user(const std::string& name);
std::uint32_t look_up_group(const std::string& name);

/// Whether a return code is a negated signal number. Otherwise it is an exit status of up to 32 bits.
bool is_signal(int returncode) noexcept;

/// The name of the signal in a return code, such as SIGTERM; empty if it has none.
std::string_view signal_name(int returncode) noexcept;

/// The name of a limit, such as RLIMIT_CPU, for messages.
std::string limit_name(int resource);

/// The paths at which to look for a program, best first.
/// \param path folders, separated as in the environment variable PATH; none: that variable
std::vector<std::string> program_candidates(const std::string& program, const std::optional<std::string>& path);

/// The name of a program, and the folders where it may be.
struct ProgramPlaces {
    std::string name;
    bool has_folder;
    std::vector<std::string> folders; ///< with a separator at the end; empty for the current folder
};

/// \param path folders to search, unless `program` names one
ProgramPlaces places_of(const std::string& program, const std::string& path);

/// The names of the files in a folder; the current one if it is empty. Empty if the folder cannot be read.
std::vector<std::string> names_in(const std::string& folder);

/// A command as people paste it into a shell of this system.
std::string pasted(const std::vector<std::string>& words);

/// How many CPUs this process may use; at least 1.
std::size_t count_usable_cpus();

/// Whether the path names a file that this process may execute. A path with a NUL names no file.
bool is_executable(const std::string& path);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
