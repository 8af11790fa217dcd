#!/bin/bash
# gdb 13.1 (Debian 12's 13.1-3, x86-64 Linux; gdb/infrun.c, handle_inferior_event takes the breakpoints out of a new
# child unless the event is a vfork).
#
# A program that has started a child by clone(CLONE_VM | SIGCHLD) runs past its breakpoints. The kernel reports such
# a child as PTRACE_EVENT_FORK (an event of its own has CLONE_VFORK only), gdb takes it for a copy of its parent, and
# removes the breakpoints from the copy, which is the memory of the parent. gdb still lists them as inserted and says
# nothing. With CLONE_VFORK in addition, which posix_spawn sets, they stay.
#
# Output seen:
#     gdb 13.1
#     CLONE_VM: the breakpoint is missed
#     CLONE_VM | CLONE_VFORK: stops at the breakpoint
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/program.c" <<'C'
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>

static char stack[65536] __attribute__((aligned(16)));

static int child(void* unused) {
    (void)unused;
    return 0;
}

__attribute__((noinline)) void marker(void) {
    __asm__ volatile("");
}

int main(int argc, char** argv) {
    (void)argv;
    const int vfork = argc > 1 ? CLONE_VFORK : 0;
    const int pid = clone(child, stack + sizeof stack, CLONE_VM | vfork | SIGCHLD, NULL);
    if (waitpid(pid, NULL, 0) != pid)
        return 1;
    marker();
    return 0;
}
C
gcc -g -O0 -o "$folder/program" "$folder/program.c"

debug() {
    local log
    log=$(gdb -nx -batch -iex "set auto-load safe-path /" -iex "set debuginfod enabled off" \
        -ex "set startup-with-shell off" -ex "break marker" -ex run --args "$folder/program" "$@" 2>&1)
    case $log in
    *"Breakpoint 1, marker"*) echo "stops at the breakpoint" ;;
    *"exited normally"*) echo "the breakpoint is missed" ;;
    *) echo "$log" ;;
    esac
}

version=$(gdb --version | sed -n '1s/.* //p')
output="gdb $version
CLONE_VM: $(debug)
CLONE_VM | CLONE_VFORK: $(debug vfork)"
echo "$output"
[[ $output == "gdb 13.1
CLONE_VM: the breakpoint is missed
CLONE_VM | CLONE_VFORK: stops at the breakpoint" ]]
