#!/bin/sh
# wine.sh PREFIX PROGRAM ARGUMENTS...
# Runs a program for Windows. The prefix, which is Wine's idea of a disk, is made by the first call.
set -eu
export WINEPREFIX="$1" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe=' LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
PATH=$PATH:/usr/lib/wine
shift

# The server and its services must not have our stdout, or whoever reads that waits for them, too. They leave on their
# own when nothing has run for a while.
mkdir -p "$WINEPREFIX"
flock --close "$WINEPREFIX" sh -c 'wineserver -p20 && wineboot -i || :' </dev/null >/dev/null 2>&1

# Kernels that place the heap anywhere within 1 GiB sometimes place it where Wine 8 wants a page of its own; of a thousand
# programs one then does not start (WinError 1359).
fixed='setarch -R'
$fixed true 2>/dev/null || fixed=

# What Wine starts on its own behalf may live on with our streams, too: they are files while the program runs.
streams=$(mktemp -d)
trap 'rm -rf "$streams"' EXIT
status=0
$fixed wine64 "$@" >"$streams/out" 2>"$streams/err" || status=$?
cat "$streams/out"
cat "$streams/err" >&2
exit $status
