#!/bin/sh
# msvc_check.sh [FILE...]
# Parses the library as MSVC would, but without an SDK: with clang-cl, libc++ and Wine's Windows headers. Nothing is
# linked. Needs the packages clang-19, libc++-19-dev, libwine-dev, libfmt-dev and libasio-dev. Without arguments, it checks
# all files that are compiled on Windows, every public header alone, and all of them before and after <windows.h>.
set -eu
cd "$(dirname "$0")/.."

wine=/usr/include/wine/wine
llvm=/usr/lib/llvm-19
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ln -s /usr/include/fmt /usr/include/asio "$scratch"

# The order matters: libc++ looks for the C headers after its own.
includes=
for folder in $llvm/include/c++/v1 $llvm/lib/clang/19/include $wine/msvcrt $wine/windows "$scratch"; do
    includes="$includes -Xclang -internal-isystem -Xclang $folder"
done

parse() {
    # shellcheck disable=SC2086 # the includes are many words
    clang-cl-19 /std:c++17 /W4 /WX /EHsc -fsyntax-only -D_UCRT -DWINE_UNICODE_NATIVE -D_LIBCPP_NO_VCRUNTIME \
        -DFMT_HEADER_ONLY=1 -nostdinc $includes /FI tools/msvc_headers.h /Iinclude /Isrc "$@"
}

# Checks a public header alone.
parse_header() {
    folder=$(mktemp -d "$scratch/XXXXXX")
    echo "#include <${1#include/}>" >"$folder/alone.cpp"
    parse "$folder/alone.cpp"
}

# Checks all public headers at once, before and after <windows.h>, and with the usual macros. Not Asio's, which wants
# <winsock2.h> before <windows.h>.
parse_with_windows() {
    find include -name '*.hpp' ! -path '*/asio*' ! -name format.hpp ! -name watch_linux.hpp ! -name watch_posix.hpp |
        sort | sed 's|^include/\(.*\)|#include <\1>|' >"$scratch/all"
    { cat "$scratch/all" && echo '#include <windows.h>'; } >"$scratch/before.cpp"
    { echo '#include <windows.h>' && cat "$scratch/all"; } >"$scratch/after.cpp"
    parse "$scratch/before.cpp" "$scratch/after.cpp"
    parse /DNOMINMAX /DWIN32_LEAN_AND_MEAN "$scratch/before.cpp" "$scratch/after.cpp"
}

if [ $# -gt 0 ]; then
    for file in "$@"; do
        echo "$file"
        case $file in
        include/*) parse_header "$file" ;;
        *) parse "$file" ;;
        esac
    done
    exit
fi
parse_with_windows
# Not format.hpp: fmt needs parts of the C runtime that Wine's headers lack.
find include src -name '*.?pp' ! -path 'src/*.hpp' ! -path 'src/os/posix/*' ! -path 'src/os/unsupported/*' ! -name format.hpp \
    ! -name watch_linux.hpp ! -name watch_posix.hpp -print0 |
    xargs -0 -n 8 -P "$(nproc)" tools/msvc_check.sh
