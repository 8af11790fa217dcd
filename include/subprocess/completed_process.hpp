/// \file
/// CompletedProcess: what run() returns.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/error.hpp> // IWYU pragma: keep: what it throws
#include <subprocess/output.hpp>

#include <iosfwd>

namespace subprocess {
inline namespace v1 {

/// What is known of a child that has ended: a value, to copy and to keep.
class CompletedProcess {
public:
    /// What was run, as it was given.
    Command args;
    /// 0 to 255 as the child has it; `-N` when signal N ended it. On Windows the bits of the 32-bit exit code, which
    /// prints without a sign: `ReturnCode(r.returncode) == 3221225477` compares with what is printed.
    int returncode = 0;
    /// What was captured, in text mode as UTF-8; None for a stream that was not.
    Output stdout_, stderr_;

    /// Does later what `check = true` does at once.
    /// \return this object
    /// \throws CalledProcessError when returncode is not 0, with what was captured
    const CompletedProcess& check_returncode() const;
};

/// Writes Python's repr: `CompletedProcess(args=['ls', '-l'], returncode=0)`.
std::ostream& operator<<(std::ostream& out, const CompletedProcess& process);

} // namespace v1
} // namespace subprocess
