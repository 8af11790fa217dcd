#include "os/process.hpp"

#include <subprocess/error.hpp>

#include <signal.h>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

void require_signal(int number) {
    sigset_t none;
    ::sigemptyset(&none);
    if (::sigaddset(&none, number) != 0)
        throw ValueError("grace: not a signal: " + std::to_string(number));
}

bool is_hang_up(int returncode) noexcept {
    return returncode == -SIGHUP;
}

bool Process::ask_to_end(int signal) {
    send_signal(signal);
    send_signal(SIGCONT);
    return true;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
