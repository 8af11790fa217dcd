#!/bin/bash
# expect 5.45.4 (Debian 12's expect and tcl-expect 5.45.4-2+b1; the script unbuffer, and Exp_WaitCmd() in exp_command.c), on
# Linux.
#
# unbuffer runs a command at a pseudoterminal and is meant to be transparent: it returns what the command returns. It takes
# the fourth element of what expect's wait says. For a command that a signal has ended that element is 0, and the signal comes
# after it, as CHILDKILLED and a name. So unbuffer returns 0 for whatever was killed or has crashed: a line such as
# `unbuffer make && deploy` goes on after the system has killed make for want of memory. script -e of util-linux, which also
# runs a command at a pseudoterminal, returns 128 + the number of the signal, as shells do.
#
# Output seen:
#     exit 7: unbuffer 7, script -e 7
#     SIGKILL: unbuffer 0, script -e 137
#     SIGTERM: unbuffer 0, script -e 143
#     what wait says of the one that was killed: 0 0 CHILDKILLED SIGKILL
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
cd "$folder"
for file in e/expect/expect_5.45.4-2+b1 e/expect/tcl-expect_5.45.4-2+b1 t/tcl8.6/libtcl8.6_8.6.13+dfsg-2; do
    curl -fsSO "${mirror%/}/pool/main/${file}_amd64.deb" && dpkg-deb -x "${file##*/}_amd64.deb" .
done
export LD_LIBRARY_PATH=$folder/usr/lib/x86_64-linux-gnu TCL_LIBRARY=$folder/usr/share/tcltk/tcl8.6
export TCLLIBPATH="$folder/usr/lib/tcltk/x86_64-linux-gnu/expect5.45.4"

code() { "$@" >/dev/null 2>&1 </dev/null && echo 0 || echo $?; }
# expect is a tclsh with the package that unbuffer loads.
unbuffer() { usr/bin/expect usr/bin/unbuffer "$@"; }
compare() { echo "$1: unbuffer $(code unbuffer sh -c "$2"), script -e $(code script -qec "$2" /dev/null)"; }
cat >wait.exp <<'E'
log_user 0
spawn -noecho sh -c {kill -KILL $$}
expect eof
puts [lrange [wait] 2 5]
E
{
    compare 'exit 7' 'exit 7'
    compare SIGKILL 'kill -KILL $$'
    compare SIGTERM 'kill -TERM $$'
    echo "what wait says of the one that was killed: $(usr/bin/expect wait.exp)"
} | tee output
diff output - <<'E'
exit 7: unbuffer 7, script -e 7
SIGKILL: unbuffer 0, script -e 137
SIGTERM: unbuffer 0, script -e 143
what wait says of the one that was killed: 0 0 CHILDKILLED SIGKILL
E
