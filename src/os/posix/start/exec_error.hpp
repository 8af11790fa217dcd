// Which error counts when no candidate for a program could be executed.
#pragma once

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // a copy for each file, as of raw_linux.hpp's functions

/// Files that are not there are passed over; of other errors the first one counts. Initialised by {}: a constructor
/// would be a function more in the child.
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
