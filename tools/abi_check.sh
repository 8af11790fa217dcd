#!/usr/bin/env bash
# abi_check.sh OLD [NEW]: tells whether a program that was linked with the shared library OLD runs with NEW.
#
# Each is a commit, which is built, or a folder with include/ and libsubprocess.so, built with -g. Without NEW it is the work
# tree. Prints what has changed, and fails if something was removed or has another layout. Additions do not count, nor do
# types that only src/ knows. Needs abidiff (Debian: abigail-tools); a build takes about a minute.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build SOURCES FOLDER: leaves the headers and the library in FOLDER.
build() {
    cmake -S "$1" -B "$work/build" -D CMAKE_BUILD_TYPE=Debug -D BUILD_SHARED_LIBS=ON -D CMAKE_UNITY_BUILD=ON \
        -D CMAKE_UNITY_BUILD_BATCH_SIZE=0 -D SUBPROCESS_BUILD_TESTS=OFF -D SUBPROCESS_BUILD_EXAMPLES=OFF
    cmake --build "$work/build" --target subprocess -j 2
    mkdir "$2"
    cp -r "$1/include" "$2"
    cp -L "$work/build/libsubprocess.so" "$2"
    rm -r "$work/build"
}

# get OLD|NEW NAME: sets `folder` to what NAME means.
get() {
    folder=$work/$1
    if [[ -z $2 ]]; then
        build . "$folder"
    elif [[ -d $2 ]]; then
        folder=$2
    else
        mkdir "$folder.sources"
        git archive "$(git rev-parse --verify "$2^{commit}")" | tar x -C "$folder.sources"
        build "$folder.sources" "$folder"
    fi
}

get old "${1:?usage: abi_check.sh OLD [NEW], each a commit or a folder}" >&2
old=$folder
get new "${2:-}" >&2
new=$folder

if abidiff --no-added-syms --drop-private-types --headers-dir1 "$old/include" --headers-dir2 "$new/include" \
    "$old/libsubprocess.so" "$new/libsubprocess.so"; then
    echo "the ABI is the same, apart from additions"
else
    echo "the ABI has changed"
    exit 1
fi
