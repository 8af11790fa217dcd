#!/bin/sh
# msvc_check.sh [FILE...]
# Parses the library as MSVC would, but without an SDK: with clang-cl, libc++ and Wine's Windows headers. Nothing is
# linked. Needs the packages clang-19, libc++-19-dev, libwine-dev, libfmt-dev and libasio-dev. Without arguments, it checks
# all files that are compiled on Windows, and every public header alone, before and after <windows.h>.
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

# Checks a public header alone, before and after <windows.h>, and with the usual macros.
parse_header() {
    name=${1#include/}
    folder=$(mktemp -d "$scratch/XXXXXX")
    echo "#include <$name>" >"$folder/alone.cpp"
    printf '#include <windows.h>\n#include <%s>\n' "$name" >"$folder/after.cpp"
    printf '#include <%s>\n#include <windows.h>\n' "$name" >"$folder/before.cpp"
    parse "$folder/alone.cpp"
    case $name in subprocess/asio*) return ;; esac # Asio wants <winsock2.h> before <windows.h>
    parse "$folder/before.cpp" "$folder/after.cpp"
    parse /DNOMINMAX /DWIN32_LEAN_AND_MEAN "$folder/before.cpp" "$folder/after.cpp"
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
# Not format.hpp: fmt needs parts of the C runtime that Wine's headers lack.
find include src -name '*.?pp' ! -path 'src/*.hpp' ! -path 'src/os/posix/*' ! -path 'src/os/unsupported/*' ! -name format.hpp \
    ! -name watch_linux.hpp ! -name watch_posix.hpp -print0 |
    xargs -0 -n 8 -P "$(nproc)" tools/msvc_check.sh
