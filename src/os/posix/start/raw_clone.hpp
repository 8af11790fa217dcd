// Makes a system call that clones, and continues in the child on another stack. In assembly: the child's stack is
// empty, so libc's syscall() could not return on it, and libc's clone() is replaced by ThreadSanitizer.
#pragma once

#include "raw.hpp"

#include <signal.h>

#include <cerrno> // IWYU pragma: keep: for other processors
#include <cstddef>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace raw {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

using Entry = void (*)(void* argument);

#if defined(__x86_64__) && !defined(__ILP32__)

#define SUBPROCESS_HAVE_CALL_AND_ENTER 1

/// The child calls `entry`, which must not return. \return in the parent what the system call returns
inline long call_and_enter(long number, long a, long b, long c, long child_tid, Entry entry, void* argument) noexcept {
    long result = number;
    register long r10 asm("r10") = child_tid;
    register long r8 asm("r8") = 0;
    register void* kept_argument asm("r12") = argument;
    register Entry kept_entry asm("r13") = entry;
    asm volatile("syscall\n\t"
                 "test %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "xor %%ebp, %%ebp\n\t" // the outermost frame, for debuggers
                 "mov %%r12, %%rdi\n\t"
                 "call *%%r13\n\t"
                 "ud2\n"
                 "1:"
                 : "+a"(result)
                 : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(kept_argument), "r"(kept_entry)
                 : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

#define SUBPROCESS_HAVE_CALL_AND_ENTER 1

inline long call_and_enter(long number, long a, long b, long c, long child_tid, Entry entry, void* argument) noexcept {
    register long x8 asm("x8") = number;
    register long x0 asm("x0") = a;
    register long x1 asm("x1") = b;
    register long x2 asm("x2") = c;
    register long x3 asm("x3") = 0;
    register long x4 asm("x4") = child_tid;
    register void* x5 asm("x5") = argument;
    register Entry x6 asm("x6") = entry;
    asm volatile("svc 0\n\t"
                 "cbnz x0, 1f\n\t"
                 "mov x29, xzr\n\t" // the outermost frame, for debuggers
                 "mov x0, x5\n\t"
                 "blr x6\n\t"
                 "brk 1\n"
                 "1:"
                 : "+r"(x0)
                 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5), "r"(x6)
                 : "memory");
    return x0;
}

#elif defined(__i386__)

#define SUBPROCESS_HAVE_CALL_AND_ENTER 1

/// There is no register for `entry`: it is brought to ebp, which is not one that assembly may ask for.
struct NumberAndEntry {
    long number;
    Entry entry;
};

inline long call_and_enter(long number, long a, long b, long c, long child_tid, Entry entry, void* argument) noexcept {
    const NumberAndEntry brought{number, entry};
    long result = word(&brought);
    asm volatile("push %%ebp\n\t"
                 "mov 4(%%eax), %%ebp\n\t"
                 "mov (%%eax), %%eax\n\t"
                 "int $0x80\n\t"
                 "test %%eax, %%eax\n\t"
                 "jnz 1f\n\t"
                 "mov %%ebp, %%eax\n\t"
                 "xor %%ebp, %%ebp\n\t" // the outermost frame, for debuggers
                 "sub $12, %%esp\n\t"   // the stack is aligned to 16 bytes at the call
                 "push %%esi\n\t"
                 "call *%%eax\n\t"
                 "ud2\n"
                 "1:\n\t"
                 "pop %%ebp"
                 : "+a"(result)
                 : "b"(a), "c"(b), "d"(c), "D"(child_tid), "S"(argument)
                 : "memory");
    return result;
}

#endif

#if defined(SUBPROCESS_HAVE_CALL_AND_ENTER)
inline constexpr bool can_enter = true;
#else
inline constexpr bool can_enter = false;

inline long call_and_enter(long, long, long, long, long, Entry, void*) noexcept {
    return -ENOSYS;
}
#endif

/// The kernel's struct clone_args, with what Linux 5.7 has added. A kernel that does not know a field accepts 0 in it.
struct alignas(8) CloneArguments {
    std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size,
        cgroup;
};

inline constexpr std::uint64_t clear_handlers = 0x100000000ULL;
inline constexpr std::uint64_t into_cgroup = 0x200000000ULL;

/// A pointer as a field of it: without a sign.
inline std::uint64_t field(const void* pointer) noexcept {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

/// Sets each field, because compilers would call memset() to clear the whole.
inline void set_up(CloneArguments& arguments, std::uint64_t flags, int& pidfd, char* stack, std::size_t size) noexcept {
    arguments.flags = flags;
    arguments.pidfd = field(&pidfd);
    arguments.child_tid = 0;
    arguments.parent_tid = 0;
    arguments.exit_signal = SIGCHLD;
    arguments.stack = field(stack);
    arguments.stack_size = size;
    arguments.tls = 0;
    arguments.set_tid = 0;
    arguments.set_tid_size = 0;
    arguments.cgroup = 0;
}

/// \param cgroup a descriptor of its folder; -1: ours
inline void place(CloneArguments& arguments, int cgroup) noexcept {
    if (cgroup < 0)
        return;
    arguments.flags |= into_cgroup;
    arguments.cgroup = static_cast<std::uint64_t>(cgroup);
}

inline long clone3(const CloneArguments& arguments, Entry entry, void* argument) noexcept {
    constexpr long number = 435;
    return call_and_enter(number, word(&arguments), sizeof(arguments), 0, 0, entry, argument);
}

} // namespace
} // namespace raw
} // namespace detail::os
} // namespace v1
} // namespace subprocess
