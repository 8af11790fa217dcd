// Makes one system call of Linux without libc.
#pragma once

#include <unistd.h> // IWYU pragma: keep: for other processors

#include <cerrno> // IWYU pragma: keep: for other processors

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

#if defined(__x86_64__) && !defined(__ILP32__)

inline long call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) noexcept {
    long result = number;
    register long r10 asm("r10") = d;
    register long r8 asm("r8") = e;
    asm volatile("syscall" : "+a"(result) : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8) : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

inline long call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) noexcept {
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = a;
    register long x1 asm("x1") = b;
    register long x2 asm("x2") = c;
    register long x3 asm("x3") = d;
    register long x4 asm("x4") = e;
    asm volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}

#elif defined(__i386__)

inline long call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) noexcept {
    long result = number;
    asm volatile("int $0x80" : "+a"(result) : "b"(a), "c"(b), "d"(c), "S"(d), "D"(e) : "memory");
    return result;
}

#else

#define SUBPROCESS_RAW_CALLS_SET_ERRNO 1

inline long call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) noexcept {
    const long result = ::syscall(number, a, b, c, d, e);
    return result == -1 ? -errno : result;
}

#endif

/// If not, this thread must not run while a child shares our memory.
#if defined(SUBPROCESS_RAW_CALLS_SET_ERRNO)
inline constexpr bool leaves_errno_alone = false;
#else
inline constexpr bool leaves_errno_alone = true;
#endif

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
