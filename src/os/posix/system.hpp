// Which system calls are built in. SUBPROCESS_PLAIN_POSIX leaves out what only Linux has, so that the code for the
// other systems can be tested on Linux.
#pragma once

#if defined(__linux__) && !defined(SUBPROCESS_PLAIN_POSIX)
#define SUBPROCESS_LINUX 1
#else
#define SUBPROCESS_LINUX 0
#endif

// FreeBSD has reapers (procctl(2)), which adopt the orphans below them as subreapers do on Linux. The tests have an
// emulation of them.
#if defined(__FreeBSD__) || defined(SUBPROCESS_EMULATED_REAPERS)
#define SUBPROCESS_REAPERS 1
#else
#define SUBPROCESS_REAPERS 0
#endif

// has_supervisors, for the preprocessor.
#define SUBPROCESS_SUPERVISORS (SUBPROCESS_LINUX || SUBPROCESS_REAPERS)

// kqueue() reports the end of a child. The tests can use that of libkqueue.
#if defined(__APPLE__) || defined(__FreeBSD__) || defined(__NetBSD__) || defined(__OpenBSD__) ||                       \
    defined(SUBPROCESS_LIBKQUEUE)
#define SUBPROCESS_KQUEUE 1
#else
#define SUBPROCESS_KQUEUE 0
#endif

// The unit of ru_maxrss, in bytes.
#if defined(__APPLE__)
#define SUBPROCESS_UNIT_OF_MAXRSS 1
#else
#define SUBPROCESS_UNIT_OF_MAXRSS 1024
#endif

// Linux and the BSDs have pipe2(); macOS does not.
#if defined(__APPLE__) || defined(SUBPROCESS_PLAIN_POSIX)
#define SUBPROCESS_HAVE_PIPE2 0
#else
#define SUBPROCESS_HAVE_PIPE2 1
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whether a tree has a supervisor. If not, it is a process group.
inline constexpr bool has_supervisors = SUBPROCESS_SUPERVISORS;

/// Whether a child can be started in a control group.
inline constexpr bool has_cgroups = SUBPROCESS_LINUX != 0;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
