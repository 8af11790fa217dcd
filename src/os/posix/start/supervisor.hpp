// A supervisor: a process between us and a program, which adopts every process that the program's tree leaves without a
// parent, and so can end all of them.
//
// It usually shares our memory, for which the rules of child.hpp hold, and it outlives the start: its stack and all
// that it writes is in the TreeRecord. supervisor.cpp and the headers that it includes are compiled like child.cpp.
//
//     we         map a TreeRecord, open the pipe for requests, and clone the supervisor, with all signals blocked
//     supervisor becomes a subreaper and clones the program, before it leaves our descriptor table, process group and
//                folder, so that the program gets them
//     program    is an ordinary child, except that it dies with the supervisor
//     supervisor reaps, and waits for the end of a child, for requests, and for the end of our process
//
// It ends when its last child has. Nobody has to wait for the supervisor but us: its exit signal is 0, so that no
// SIGCHLD comes, and waitpid(-1) does not see it.
//
// Where it cannot share our memory, it is made by fork(), and so is the program; then both are ordinary children.
// FreeBSD always does so, and calls subreapers reapers.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

struct TreeRecord;

/// Never returns. All signals must be blocked.
[[noreturn]] void supervise(TreeRecord& tree) noexcept;

/// supervise() for raw::call_and_enter(). \param tree a TreeRecord
[[noreturn]] void enter_supervisor(void* tree) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
