// Which system calls are built in. SUBPROCESS_PLAIN_POSIX leaves out what only Linux has, so that the code for the
// other systems can be tested on Linux.
#pragma once

#if defined(__linux__) && !defined(SUBPROCESS_PLAIN_POSIX)
#define SUBPROCESS_LINUX 1
#else
#define SUBPROCESS_LINUX 0
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
