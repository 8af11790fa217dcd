// What the start of a tree makes: a supervisor, a program, and what connects us with them.
#pragma once

#include "exit_handle.hpp"
#include "tree_group.hpp"
#include "tree_record.hpp"

#include <subprocess/handle.hpp>

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct UnmapTree {
    bool keep = false; ///< do nothing

    void operator()(TreeRecord* record) const noexcept;
};
using MappedTree = std::unique_ptr<TreeRecord, UnmapTree>;

/// \throws OSError
MappedTree map_tree();

/// What a start of a tree makes.
struct StartedTree {
    MappedTree record;
    TreeGroup group;
    Handle requests; ///< the write end of the pipe
    ExitHandle supervisor, program;
};

/// Asks the supervisor to end all. Whatever fails, it gets the request.
void request_end(StartedTree& tree) noexcept;

/// Reaps a supervisor, once. \return false if it has not ended
bool reap_supervisor(const ExitHandle& supervisor);

/// Continues a supervisor that somebody has stopped, and which therefore neither answers nor ends. Only before it is
/// reaped.
void continue_supervisor(const ExitHandle& supervisor) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
