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

# What Wine starts on its own behalf may live on with our streams, too: they are files while the program runs.
streams=$(mktemp -d)
trap 'rm -rf "$streams"' EXIT
status=0
wine64 "$@" >"$streams/out" 2>"$streams/err" || status=$?
cat "$streams/out"
cat "$streams/err" >&2
exit $status
