/// \file
/// CompletedProcess: what run() returns.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/command.hpp>
#include <subprocess/error.hpp> // IWYU pragma: keep: what it throws
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/usage.hpp>

#include <iosfwd>
#include <optional>
#include <string>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {

/// The result of a finished child. A plain value.
class CompletedProcess {
public:
    /// The command as it was given.
    Command args;
    /// The child's exit code, 0 to 255, or `-N` if signal N ended it. On Windows the bits of the 32-bit exit code,
    /// which is printed unsigned; to compare with the printed number write `ReturnCode(r.returncode) == 3221225477`.
    int returncode = 0;
    /// The captured output, UTF-8 in text mode; None for a stream that was not captured.
    Output stdout_, stderr_;
    /// With `drain`: whether output was left before its end of file, since another process still held the pipe.
    bool leaked = false;
    /// With `tree`: how many processes were ended after the program.
    int left_behind = 0;
    /// The time and the memory that the child took; None if it was reaped outside this library.
    std::optional<Usage> usage = {};
    /// With `tree`: what all its processes have used together; None without, and if the system does not tell. The peak
    /// of memory is that of the largest one.
    std::optional<Usage> tree_usage = {};
    /// As the keyword was given: the return codes that are no failure. None: 0 alone.
    arg::Codes ok_codes = None_t(0);

    /// Makes the check of `check = true` afterwards.
    /// \return this object
    /// \throws CalledProcessError if returncode is not 0, or not among ok_codes, with the captured output
    const CompletedProcess& check_returncode() const;

    /// The text for people, in several lines; see Error::describe().
    /// \throws nothing but std::bad_alloc
    std::string describe() const;
};

/// Writes Python's repr: `CompletedProcess(args=['ls', '-l'], returncode=0)`.
std::ostream& operator<<(std::ostream& out, const CompletedProcess& process);

} // namespace v1
} // namespace subprocess
