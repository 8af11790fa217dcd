#include "support/posix/filter.hpp"

#if defined(__linux__)

#include <cerrno>
#include <cstddef>
#include <system_error>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tests {
namespace {

// System call numbers, which are the same on every CPU, because headers may be too old for them.
constexpr long pidfd_send_signal = 424, pidfd_open = 434, clone3 = 435, close_range = 436, pidfd_getfd = 438;
constexpr std::uint32_t all_bits = ~std::uint32_t{0};
constexpr std::uint32_t of_a_pidfd = 3;                       // P_PIDFD
constexpr std::uint32_t get_info = _IOWR(0xFF, 11, char[64]); // PIDFD_GET_INFO

constexpr unsigned offset_of_argument(unsigned number) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    constexpr unsigned low_half = 4;
#else
    constexpr unsigned low_half = 0;
#endif
    return static_cast<unsigned>(offsetof(seccomp_data, args)) + 8 * number + low_half;
}

std::vector<sock_filter> filter_of(const std::vector<SystemCall>& calls, std::uint32_t answer) {
    std::vector<sock_filter> filter;
    for (const SystemCall& call : calls) {
        const sock_filter steps[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call.number), 0, 4),
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset_of_argument(call.argument)),
            BPF_STMT(BPF_ALU | BPF_AND | BPF_K, call.mask),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call.value, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, answer),
        };
        filter.insert(filter.end(), std::begin(steps), std::end(steps));
    }
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    return filter;
}

/// \return the kernel's result: -1, or a descriptor if `flags` request one
int install(std::vector<sock_filter> filter, unsigned flags) {
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
}

template <class Request> int control_by(int (*call)(int, Request, ...), int fd, unsigned long request, void* argument) {
    return call(fd, static_cast<Request>(request), argument);
}

} // namespace

std::vector<SystemCall> optional_calls() {
    return {
        {"clone3", clone3},
        {"clone of a child with our memory", SYS_clone, 0, CLONE_VM | CLONE_THREAD, CLONE_VM},
        {"close_range", close_range},
        {"getdents64", SYS_getdents64},
        {"pidfd_getfd", pidfd_getfd},
        {"pidfd_open", pidfd_open},
        {"pidfd_send_signal", pidfd_send_signal},
        {"waitid of a pidfd", SYS_waitid, 0, all_bits, of_a_pidfd},
        {"waitid", SYS_waitid},
        {"ioctl of a pidfd", SYS_ioctl, 1, all_bits, get_info},
        {"fstatfs", SYS_fstatfs},
        {"pwritev2", SYS_pwritev2},
        {"ioctl of a pipe's content", SYS_ioctl, 1, all_bits, FIONREAD},
        {"madvise for huge pages", SYS_madvise, 2, all_bits, MADV_HUGEPAGE},
    };
}

void refuse(const std::vector<SystemCall>& calls, int error) {
    if (install(filter_of(calls, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)), 0) != 0)
        throw std::system_error(errno, std::generic_category(), "seccomp");
}

int observe(const std::vector<SystemCall>& calls) {
    return install(filter_of(calls, SECCOMP_RET_USER_NOTIF), SECCOMP_FILTER_FLAG_NEW_LISTENER);
}

void answer_calls(int listener, const std::function<long(const seccomp_data& call)>& answer) {
    pollfd fd{listener, POLLIN, 0};
    while (::poll(&fd, 1, -1) >= 0 && (fd.revents & POLLIN) != 0) {
        seccomp_notif call{};
        if (control(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
            continue;
        seccomp_notif_resp response{};
        response.id = call.id;
        response.val = answer(call.data);
        response.flags = response.val == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
        control(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    }
}

int control(int fd, unsigned long request, void* argument) {
    return control_by(::ioctl, fd, request, argument);
}

subprocess::Handle listen_for(long number) {
    subprocess::Handle listener(observe({{"", number}}));
    if (!listener.valid())
        throw std::system_error(errno, std::generic_category(), "seccomp");
    return listener;
}

} // namespace tests

#endif
