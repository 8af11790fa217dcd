// Finds what hangs: a process that does nothing, or the same thing for ever.
#pragma once

#include <sys/types.h>

namespace faults {

/// While it lives, waits of this process are interrupted once a second.
class Watchdog {
public:
    Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    ~Watchdog();

    /// waitpid() for whatever happens to any process. \return 0 if nothing has happened for a long time, or too much
    /// has, and -1 if there is no process
    pid_t wait(int& status);

private:
    long m_events = 0;
};

} // namespace faults
