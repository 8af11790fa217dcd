// Declares what the library uses of procctl(2), as in its manual page: for tools/bsd_check.sh, and for the emulation in
// tests/freebsd.
#pragma once

#include <sys/types.h>
#include <sys/wait.h>

#define PROC_REAP_ACQUIRE 2
#define PROC_REAP_KILL 6
#define PROC_PDEATHSIG_CTL 11

#define REAPER_KILL_CHILDREN 1

struct procctl_reaper_kill {
    int rk_sig;
    unsigned int rk_flags;
    pid_t rk_subtree;
    unsigned int rk_killed;
    pid_t rk_fpid;
    unsigned int rk_pad0[15];
};

extern "C" int procctl(idtype_t, id_t, int, void*);
