// The same work by hand, without any of the care that a library needs: what the kernel itself costs.
#pragma once

#include <cstddef>
#include <string>
#include <sys/types.h>

namespace bench {

/// argv[0] is the path of the program.
using Argv = char* const*;

/// clone(CLONE_VM | CLONE_CHILD_CLEARTID), execve, and a futex that tells of it.
/// \param out what becomes stdout; -1: ours
pid_t floor_spawn(Argv argv, int out = -1);

/// vfork and execve: the wait that a stopped child freezes.
pid_t vfork_it(Argv argv);

/// posix_spawn and nothing more.
pid_t posix_spawn_it(Argv argv);

/// Waits for `pid`. Ends the program when it did not return 0.
void floor_wait(pid_t pid);

/// pipe, clone, execve, read to the end of file, wait. \return how many bytes came
std::size_t floor_discard(Argv argv);

/// The same into memory that realloc doubles; it is freed again. \return how many bytes came
std::size_t floor_realloc(Argv argv);

/// Sends `size` bytes through a program and throws away what comes back, with poll.
void floor_round_trip(Argv argv, const char* bytes, std::size_t size);

} // namespace bench
