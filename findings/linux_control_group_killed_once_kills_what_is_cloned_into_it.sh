#!/bin/bash
# Linux 6.18 on x86-64. Not 6.12.117, nor 7.3.4 (Debian's kernels; 5.10 has no cgroup.kill).
#
# A 1 written to cgroup.kill kills the processes that a control group has at that time; cgroup-v2.rst does not say that the
# group is of no use afterwards. But a child that clone3() with CLONE_INTO_CGROUP starts in it later is killed at once: clone3()
# succeeds, and the child ends by SIGKILL before its first instruction. Moving a process into the group works. It looks as
# if the number of kills of the caller's group were compared with that of the child's.
#
# Output seen, as root:
#     before cgroup.kill: exit code 3
#     after cgroup.kill: killed by signal 9
set -euo pipefail
folder=$(mktemp -d)
groups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts)
group=$groups/finding-$$
mkdir "$group"
trap 'rmdir "$group"; rm -rf "$folder"' EXIT

cat >"$folder/program.c" <<'C'
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct arguments {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};

int main(int argc, char** argv) {
    const uint64_t into_cgroup = 0x200000000;
    struct arguments arguments = {0};
    arguments.flags = into_cgroup;
    arguments.exit_signal = SIGCHLD;
    arguments.cgroup = (uint64_t)open(argv[argc - 1], O_PATH | O_DIRECTORY | O_CLOEXEC);
    const long child = syscall(435 /* clone3 */, &arguments, sizeof arguments);
    if (child == 0)
        _exit(3);
    int status = 0;
    if (child < 0 || waitpid((pid_t)child, &status, 0) != child)
        return 1;
    if (WIFSIGNALED(status))
        printf("killed by signal %d\n", WTERMSIG(status));
    else
        printf("exit code %d\n", WEXITSTATUS(status));
    return 0;
}
C
gcc -o "$folder/program" "$folder/program.c"

before=$("$folder/program" "$group")
echo 1 >"$group/cgroup.kill"
after=$("$folder/program" "$group")
echo "before cgroup.kill: $before"
echo "after cgroup.kill: $after"
[[ $before == "exit code 3" && $after == "killed by signal 9" ]]
