#!/bin/sh
# wine.sh PREFIX PROGRAM ARGUMENTS...
# Runs a Windows program. The first call creates the prefix, the folder that holds Wine's C: drive and registry.
set -eu
export WINEPREFIX="$1" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe,explorer.exe=' LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
PATH=$PATH:/usr/lib/wine
shift

# The server and its services must not inherit our stdout, or its reader would wait for them, too. They exit on their
# own when nothing has run for a while.
mkdir -p "$WINEPREFIX"
flock --close "$WINEPREFIX" sh -c 'wineserver -p20 && wineboot -i || :' </dev/null >/dev/null 2>&1

# Kernels that randomise the heap within 1 GiB sometimes place it where Wine 8 needs a fixed page; then about one program
# in a thousand does not start (WinError 1359).
fixed='setarch -R'
$fixed true 2>/dev/null || fixed=

# Processes that Wine itself starts can outlive the program and hold its streams open, so these are files at first.
streams=$(mktemp -d)
trap 'rm -rf "$streams"' EXIT
status=0
$fixed wine64 "$@" >"$streams/out" 2>"$streams/err" || status=$?
cat "$streams/out"
cat "$streams/err" >&2
exit $status
