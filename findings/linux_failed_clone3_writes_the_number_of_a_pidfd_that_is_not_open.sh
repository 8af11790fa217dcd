#!/bin/bash
# Linux 6.18 on x86-64 (kernel/fork.c, copy_process(): the number of the pidfd is copied to the caller before
# cgroup_can_fork() and the last checks, and is only given back when these fail).
#
# clone3() with CLONE_PIDFD stores the number of a new pidfd at the caller's address. If the call fails late, here because
# CLONE_INTO_CGROUP names a folder that is no control group, it returns -1, there is no child and no such descriptor, but
# the number stays stored. A caller that initialises the variable with -1 and later closes whatever is not -1, as an owner
# of descriptors does, closes a number that another thread may have got meanwhile. clone(2) of the manual pages does not
# say what the address holds after a failure. A call that fails early, here for a flag without CLONE_VM that needs it,
# leaves the variable alone.
#
# Output seen:
#     fails early: Invalid argument, the variable is unchanged
#     fails late: Bad file descriptor, the variable has the number of a descriptor that is not open
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/program.c" <<'C'
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct arguments {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};

static void try_to_clone(const char* when, uint64_t flags, int folder) {
    const uint64_t with_pidfd = 0x1000;
    int pidfd = -1;
    struct arguments arguments = {0};
    arguments.flags = with_pidfd | flags;
    arguments.pidfd = (uint64_t)(uintptr_t)&pidfd;
    arguments.exit_signal = SIGCHLD;
    arguments.cgroup = (uint64_t)folder;
    const long result = syscall(435 /* clone3 */, &arguments, sizeof arguments);
    const int error = errno;
    if (result == 0)
        _exit(0);
    if (result > 0) {
        printf("%s: it does not fail\n", when);
    } else if (pidfd == -1) {
        printf("%s: %s, the variable is unchanged\n", when, strerror(error));
    } else {
        printf("%s: %s, the variable has the number of a descriptor that %s\n", when, strerror(error),
               fcntl(pidfd, F_GETFD) == -1 ? "is not open" : "is open");
    }
}

int main(void) {
    const uint64_t shares_handlers = 0x800, into_cgroup = 0x200000000;
    try_to_clone("fails early", shares_handlers, 0);
    try_to_clone("fails late", into_cgroup, open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    return 0;
}
C
gcc -o "$folder/program" "$folder/program.c"
"$folder/program" | tee "$folder/output"
diff "$folder/output" - <<'OUTPUT'
fails early: Invalid argument, the variable is unchanged
fails late: Bad file descriptor, the variable has the number of a descriptor that is not open
OUTPUT
