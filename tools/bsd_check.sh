#!/usr/bin/env bash
# bsd_check.sh: parses the POSIX layer as FreeBSD would, as far as that can be done without its headers. All system headers
# come first, and what only Linux has is taken away after them, so that the library chooses what it has for a BSD; kqueue
# is declared in tools/bsd_headers. Nothing is linked, and nothing is printed when all is well. Needs g++ and libfmt-dev.
set -euo pipefail
cd "$(dirname "$0")/.."

layer=(src/os/posix/*/*.cpp)
{
    grep -hoE '^#include <[a-z_/]+(\.h)?>' -r src/{call,codecs,process,python,streams,words} src/os/*.hpp src/os/posix include |
        grep -v -e 'subprocess' -e 'crt_externs' -e 'sys/event' -e '<io\.h>' | sort -u
    printf '#undef %s\n' __linux__ __GLIBC__ F_SETPIPE_SZ SIGPWR SIGSTKFLT
    echo '#define __FreeBSD__ 14'
    printf '#include "%s"\n' "${layer[@]}"
    echo '#if !defined(SUBPROCESS_HAVE_KQUEUE) || SUBPROCESS_LINUX'
    echo '#error this is not what a BSD compiles'
    echo '#endif'
} | g++ -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -DFMT_HEADER_ONLY=1 \
    -Iinclude -Isrc -I. -isystem tools/bsd_headers -fsyntax-only -x c++ -
