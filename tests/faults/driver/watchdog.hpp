// Finds what hangs: processes that do nothing, or the same thing for ever.
#pragma once

#include <sys/types.h>

namespace faults {

/// For how many seconds a scenario may be played, on a machine of any speed.
extern int patience;

/// Limits all waits together. While it lives, they are interrupted once a second.
class Watchdog {
public:
    Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    ~Watchdog();

    /// waitpid() for whatever happens to any process. \return 0 if it has taken too long, and -1 if there is no process
    pid_t wait(int& status);
};

} // namespace faults
