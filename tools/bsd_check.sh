#!/usr/bin/env bash
# bsd_check.sh: parses the POSIX layer as on FreeBSD, and the single header as on FreeBSD and OpenBSD, as far as possible
# without their headers. All system headers are included first; then the Linux macros are undefined, so that the library
# chooses its code for BSDs. tools/bsd_headers declares kqueue and procctl. Nothing is linked, and a success prints nothing.
# Needs g++, python3 and libfmt-dev.
set -euo pipefail
cd "$(dirname "$0")/.."

# parse_as SYSTEM REAPERS FILE...: REAPERS is 1 for a system that has them, else 0
parse_as() {
    local system=$1 reapers=$2
    shift 2
    {
        grep -hoE '^#include <[a-z_/]+(\.h)?>' -r src/{call,codecs,process,python,streams,words} src/os/*.hpp src/os/posix include |
            grep -v -e 'subprocess' -e 'crt_externs' -e 'sys/event' -e '<io\.h>' | sort -u
        printf '#undef %s\n' __linux__ __GLIBC__ F_SETPIPE_SZ SIGPWR SIGSTKFLT
        echo "#define $system 14"
        echo '#define SUBPROCESS_IMPLEMENTATION'
        printf '#include "%s"\n' "$@"
        echo "#if !SUBPROCESS_KQUEUE || SUBPROCESS_REAPERS != $reapers || SUBPROCESS_LINUX"
        echo '#error the code for BSDs was not chosen'
        echo '#endif'
    } | g++ -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -DFMT_HEADER_ONLY=1 \
        -Iinclude -Isrc -I. -isystem tools/bsd_headers -fsyntax-only -x c++ -
}

parse_as __FreeBSD__ 1 src/os/posix/*/*.cpp

single_header=$(mktemp --suffix .hpp)
trap 'rm -f "$single_header"' EXIT
python3 -B tools/single_header.py --version 0 --url none "$single_header"
parse_as __FreeBSD__ 1 "$single_header"
parse_as __OpenBSD__ 0 "$single_header"
