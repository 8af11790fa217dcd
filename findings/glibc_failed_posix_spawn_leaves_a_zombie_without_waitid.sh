#!/bin/bash
# glibc 2.41 (sysdeps/unix/sysv/linux/spawni.c, __spawnix: "__waitid (use_pidfd ? P_PIDFD : P_PID, ...)", whose result is
# not looked at), Debian 13's, on x86-64 Linux.
#
# posix_spawn() of a program that does not exist reaps its child itself, since the caller is not told its number. glibc
# 2.36 does that by waitpid(), that is wait4; 2.41 by waitid() only. Where a seccomp filter permits wait4 and answers
# waitid with EPERM, the error is reported as before, but the child stays: a zombie that nobody knows about, one for each
# failed call, and the first thing that a wait for any child will find.
#
# As root, with debootstrap and a network: Debian 13 is unpacked into a folder in /tmp, for its C library.
#
# Output seen:
#     glibc 2.41
#     waitid permitted: No such file or directory, no child is left
#     waitid refused: No such file or directory, a child is left
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf --one-file-system "$folder"' EXIT

cat >"$folder/program.c" <<'C'
#include <errno.h>
#include <gnu/libc-version.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static void spawn_what_does_not_exist(const char* when) {
    char* argv[] = {"/no/such/program", NULL};
    pid_t child = -1;
    const int error = posix_spawn(&child, argv[0], NULL, NULL, argv, NULL);
    const pid_t left = waitpid(-1, NULL, 0);
    printf("%s: %s, %s\n", when, strerror(error), left > 0 ? "a child is left" : "no child is left");
}

int main(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_waitid, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog filter = {sizeof code / sizeof *code, code};
    printf("glibc %s\n", gnu_get_libc_version());
    spawn_what_does_not_exist("waitid permitted");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        return perror("prctl"), 1;
    spawn_what_does_not_exist("waitid refused");
    return 0;
}
C
gcc -o "$folder/program" "$folder/program.c"

debootstrap --variant=minbase trixie "$folder/trixie" http://deb.debian.org/debian >"$folder/log" 2>&1 || {
    cat "$folder/log"
    exit 1
}
cp "$folder/program" "$folder/trixie/tmp/program"
output=$(chroot "$folder/trixie" /tmp/program)
echo "$output"
[[ $output == "glibc 2.41
waitid permitted: No such file or directory, no child is left
waitid refused: No such file or directory, a child is left" ]]
