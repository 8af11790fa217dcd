#include "os/process.hpp"

#include <signal.h>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

bool Process::ask_to_end(int signal) {
    send_signal(signal);
    send_signal(SIGCONT);
    return true;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
