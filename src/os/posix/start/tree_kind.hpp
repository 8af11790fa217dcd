// How a supervisor can be made in this process.
#pragma once

#include "os/start.hpp"
#include "plan.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

enum class TreeKind {
    clone, ///< it shares our memory
    fork   ///< it has a copy
};

TreeKind tree_kind_for(const Start& start);

/// Whether the program must tell through a pipe that it runs or has failed.
bool needs_report_pipe(const PreparedChild& child, TreeKind kind);

/// What a program that shared our memory has shown: whether the kernel tells when it leaves.
void note_telling(bool tells) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
