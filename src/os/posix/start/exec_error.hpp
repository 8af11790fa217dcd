// Which error to report if no candidate for a program could be executed.
#pragma once

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

/// The first error other than "no such file" counts. Initialise it with {}: a constructor would be one more function in
/// the child.
struct ExecError {
    int missing = ENOENT;
    int other = 0;

    void add(int error) noexcept {
        if (error == ENOENT || error == ENOTDIR)
            missing = error;
        else if (other == 0)
            other = error;
    }

    int result() const noexcept { return other != 0 ? other : missing; }
};

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
