/// \file
/// CompletedProcess: what run() returns.
#pragma once

#include <subprocess/command.hpp>
#include <subprocess/error.hpp>
#include <subprocess/output.hpp>

#include <iosfwd>

namespace subprocess {
inline namespace v1 {

/// A child that has ended.
class CompletedProcess {
public:
    Command args;
    /// The exit code; `-N` when signal N ended the child.
    int returncode = 0;
    /// What was captured, or None.
    Output stdout_, stderr_;

    /// \throws CalledProcessError when returncode is not 0.
    const CompletedProcess& check_returncode() const;
};

/// Writes Python's repr.
std::ostream& operator<<(std::ostream& out, const CompletedProcess& process);

} // namespace v1
} // namespace subprocess
