#!/bin/bash
# glibc 2.36 (Debian 12, libc6 2.36-9+deb12u*), sysdeps/unix/sysv/linux/spawni.c, __spawni_child: while it resets signal
# actions, the child sets the two signals that glibc keeps for itself (32, SIGCANCEL, and 33, SIGSETXID) to SIG_IGN, since
# its parent's handlers are still there. Nothing sets them back before exec, and exec keeps ignored signals.
#
# So every program that posix_spawn() starts, and everything such a program starts in turn, ignores signals 32 and 33.
# POSIX_SPAWN_SETSIGDEF with a full set does not help: glibc's sigset functions refuse the two numbers. A program that is
# started by fork() and execv() has them at their defaults. In glibc 2.41 (Debian 13) both ways give the same.
#
# Output seen (the mask of ignored signals of a shell's child):
#     posix_spawn: SigIgn: 0000000180000000
#     sigaddset(32): -1
#     fork: SigIgn: 0000000000000000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[[ $(ldd --version 2>&1 | head -n 1) == *' 2.36' ]] || { echo "needs glibc 2.36"; exit 1; }

cat >"$folder/start.c" <<'C'
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    /* The status is that of a grandchild: what it ignores, it has inherited over two execs. */
    char *words[] = {"sh", "-c", "sh -c 'grep SigIgn /proc/self/status; true'; true", 0};
    char *environment[] = {"PATH=/usr/bin:/bin", 0};
    sigset_t all;
    posix_spawnattr_t attributes;
    pid_t child = -1;

    signal(SIGPIPE, SIG_DFL);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    printf("posix_spawn: ");
    fflush(stdout);
    if (posix_spawn(&child, "/bin/sh", 0, &attributes, words, environment) != 0)
        return 1;
    waitpid(child, 0, 0);

    printf("sigaddset(32): %d\nfork: ", sigaddset(&all, 32));
    fflush(stdout);
    child = fork();
    if (child == 0) {
        for (int number = 1; number < 32; ++number)
            signal(number, SIG_DFL);
        execve("/bin/sh", words, environment);
        _exit(1);
    }
    waitpid(child, 0, 0);
    return 0;
}
C
gcc -o "$folder/start" "$folder/start.c"
output=$("$folder/start" | tr -s '\t' ' ')
echo "$output"
[[ $output == $'posix_spawn: SigIgn: 0000000180000000\nsigaddset(32): -1\nfork: SigIgn: 0000000000000000' ]]
