// Makes the supervisor of a tree: see supervisor.hpp.
#pragma once

#include "child.hpp"
#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/tree_record.hpp"
#include "tree_kind.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// It begins to carry out the plan at once. \throws OSError
ExitHandle make_supervisor(TreeRecord& record, ChildPlan& program, TreeKind kind);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
