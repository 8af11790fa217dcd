#!/bin/sh
# msvc_check.sh [FILE...]
# Parses the library as MSVC would, without an SDK: clang-cl, libc++, and the Windows headers of Wine. Nothing is linked.
# Needs the packages clang-19, libc++-19-dev, libwine-dev and libfmt-dev. Without arguments, all that Windows compiles is
# looked at, and every public header alone, before and after <windows.h>.
set -eu
cd "$(dirname "$0")/.."

wine=/usr/include/wine/wine
llvm=/usr/lib/llvm-19
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ln -s /usr/include/fmt "$scratch/fmt"

# In this order: libc++ looks for the C headers behind its own.
includes=
for folder in $llvm/include/c++/v1 $llvm/lib/clang/19/include $wine/msvcrt $wine/windows "$scratch"; do
    includes="$includes -Xclang -internal-isystem -Xclang $folder"
done

parse() {
    # shellcheck disable=SC2086 # the includes are many words
    clang-cl-19 /std:c++17 /W4 /WX /EHsc -fsyntax-only -D_UCRT -DWINE_UNICODE_NATIVE -D_LIBCPP_NO_VCRUNTIME \
        -DFMT_HEADER_ONLY=1 -nostdinc $includes /FI tools/msvc_headers.h /Iinclude /Isrc "$@"
}

# Each public header, with what a program may have included or defined before it.
parse_headers() {
    for header in include/subprocess.hpp include/subprocess/*.hpp; do
        name=${header#include/}
        [ "$name" = subprocess/format.hpp ] && continue # what fmt asks of the C runtime is not Wine's
        echo "#include <$name>" >"$scratch/alone.cpp"
        printf '#include <windows.h>\n#include <%s>\n' "$name" >"$scratch/after.cpp"
        printf '#include <%s>\n#include <windows.h>\n' "$name" >"$scratch/before.cpp"
        parse "$scratch/alone.cpp"
        for order in before after; do
            parse "$scratch/$order.cpp"
            parse /DNOMINMAX /DWIN32_LEAN_AND_MEAN "$scratch/$order.cpp"
        done
    done
}

if [ $# -gt 0 ]; then
    parse "$@"
    exit
fi
for source in src/*.cpp src/text/*.cpp src/os/windows/*.cpp; do
    echo "$source"
    parse "$source"
done
echo "public headers"
parse_headers
