// The system calls of a child, by the names that child.cpp uses.
#pragma once

#if defined(__linux__)
#include "raw_linux.hpp"
#else
#include "raw_libc.hpp"
#endif
