#!/usr/bin/env bash
# bsd_check.sh: parses the POSIX layer as on FreeBSD, as far as possible without FreeBSD's headers. All system headers are
# included first; then the Linux macros are undefined, so that the library chooses its code for BSDs. tools/bsd_headers
# declares kqueue and procctl. Nothing is linked, and a success prints nothing. Needs g++ and libfmt-dev.
set -euo pipefail
cd "$(dirname "$0")/.."

layer=(src/os/posix/*/*.cpp)
{
    grep -hoE '^#include <[a-z_/]+(\.h)?>' -r src/{call,codecs,process,python,streams,words} src/os/*.hpp src/os/posix include |
        grep -v -e 'subprocess' -e 'crt_externs' -e 'sys/event' -e '<io\.h>' | sort -u
    printf '#undef %s\n' __linux__ __GLIBC__ F_SETPIPE_SZ SIGPWR SIGSTKFLT
    echo '#define __FreeBSD__ 14'
    printf '#include "%s"\n' "${layer[@]}"
    echo '#if !defined(SUBPROCESS_HAVE_KQUEUE) || !SUBPROCESS_REAPERS || SUBPROCESS_LINUX'
    echo '#error the code for BSDs was not chosen'
    echo '#endif'
} | g++ -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -DFMT_HEADER_ONLY=1 \
    -Iinclude -Isrc -I. -isystem tools/bsd_headers -fsyntax-only -x c++ -
