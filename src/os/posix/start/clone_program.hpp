// How a supervisor that may clone starts its program.
#pragma once

#include "child.hpp"
#include "os/posix/end/tree_record.hpp"
#include "os/posix/system.hpp"
#include "raw.hpp"

#if SUBPROCESS_LINUX
#include "raw_clone.hpp"

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>

#include <cstdint>
#endif

#include <cerrno>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

#if SUBPROCESS_LINUX

/// The program runs on a stack of its own even if it gets a copy of our memory: the record, with our stack, is shared.
inline long clone_program_3(TreeRecord& tree, std::uint64_t flags) noexcept {
    raw::CloneArguments arguments;
    raw::set_up(arguments, flags | raw::clear_handlers, tree.pidfd, tree.program_stack, sizeof(tree.program_stack));
    arguments.child_tid = raw::field(&tree.program_is_in);
    raw::place(arguments, tree.cgroup);
    tree.program->reset_handlers = false;
    return raw::clone3(arguments, enter_child, tree.program);
}

inline long clone_program(TreeRecord& tree) noexcept {
    constexpr std::uint64_t with_pidfd = 0x1000;
    const std::uint64_t memory = tree.has_memory_of_its_own ? 0 : CLONE_VM | CLONE_CHILD_CLEARTID;
    const long pid = tree.can_clone3 ? clone_program_3(tree, memory | with_pidfd) : -ENOSYS;
    if (pid >= 0 || tree.cgroup >= 0)
        return pid;
    tree.program->reset_handlers = true;
    return raw::call_and_enter(SYS_clone, static_cast<long>(memory | with_pidfd | SIGCHLD),
                               raw::word(tree.program_stack + sizeof(tree.program_stack)), raw::word(&tree.pidfd),
                               raw::word(&tree.program_is_in), enter_child, tree.program);
}

#else

inline long clone_program(TreeRecord&) noexcept {
    return -ENOSYS;
}

#endif

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
