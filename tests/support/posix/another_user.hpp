// A user who may not kill the processes of others.
#pragma once

#if defined(__linux__)

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <stdexcept>

namespace tests {

inline constexpr unsigned nobody = 65534;

/// From now on this process is nobody, who may change the user, as may its children, but may not kill those of others.
/// For use in a fork of root.
inline void become_user_who_may_change() {
    constexpr unsigned set_user = 1U << CAP_SETUID;
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct data[2] = {{set_user, set_user, set_user}, {0, 0, 0}};
    ::prctl(PR_SET_KEEPCAPS, 1);
    if (::setresuid(nobody, nobody, nobody) != 0 || ::syscall(SYS_capset, &header, &data) != 0 ||
        ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SETUID, 0, 0) != 0)
        throw std::runtime_error("another user");
}

} // namespace tests

#endif
