// The same work in hand-written code, without the care that a library needs. It measures the cost of the kernel itself.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <sys/types.h>

namespace bench {

/// A command; argv[0] is the path of the program.
using Argv = char* const*;

/// clone(CLONE_VM | CLONE_CHILD_CLEARTID), execve, and a futex that tells when exec has happened.
/// \param out the child's stdout; -1: inherited
pid_t floor_spawn(Argv argv, int out = -1);

/// floor_spawn() and floor_wait() with the system calls that run() makes besides: a pidfd, which is waited for and
/// closed, two signals restored, none blocked, and close_range().
void like_run(Argv argv);

/// vfork and execve, whose wait freezes the parent if the child is stopped.
pid_t vfork_it(Argv argv);

/// posix_spawn alone.
pid_t posix_spawn_it(Argv argv);

/// Waits for `pid`. Ends this program if it did not return 0.
void floor_wait(pid_t pid);

/// pipe, clone, execve, read to the end of file, wait. \return the number of bytes read
std::size_t floor_discard(Argv argv);

/// The same, and calls `use` with each piece of up to 64 KiB.
void floor_read(Argv argv, const std::function<void(const char* bytes, std::size_t size)>& use);

/// The same as floor_discard() with the system calls of run(). \return the number of bytes read
std::size_t discard_like_run(Argv argv);

/// The same as floor_discard() into memory that realloc doubles and that is then freed. \return the number of bytes
/// read
std::size_t floor_realloc(Argv argv);

enum class Output { thrown_away, kept };

/// Sends `size` bytes through a program with poll.
void floor_round_trip(Argv argv, const char* bytes, std::size_t size, Output output);

} // namespace bench
