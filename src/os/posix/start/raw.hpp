// The system calls of a child.
#pragma once

#include "os/posix/system.hpp"

#if SUBPROCESS_LINUX
#include "raw_linux.hpp" // IWYU pragma: export
#else
#include "raw_libc.hpp" // IWYU pragma: export
#endif
