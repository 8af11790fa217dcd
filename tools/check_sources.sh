#!/usr/bin/env bash
# check_sources.sh [--all | BASE]
# Runs clang-tidy and include-what-you-use on the files of include/ and src/ that differ from the commit BASE. BASE
# defaults to the point where the branch left origin/main, or else to the last commit but one. Each file, also a header,
# is checked on its own. Nothing is built, and a success prints nothing. Needs the packages clang-tidy-19, iwyu and
# libfmt-dev.
set -euo pipefail
cd "$(dirname "$0")/.."
type clang-tidy-19 include-what-you-use >/dev/null

# The warning is off because headers are parsed as main files.
export flags='-x c++ -std=c++17 -DFMT_HEADER_ONLY=1 -Wno-pragma-once-outside-header -Isrc'

# Names that do not justify an include: template instances use them, or another included header has them, too.
export noise='(std::)?(remove_reference|tuple_element|add_const|allocator_traits|__alloc_traits|__type_identity_t|'
noise+='begin|end|size|data|input_iterator_tag|fill_n|max|ratio|detail|__GLIBC__|__GLIBC_MINOR__|W[A-Z]+)(<>)?(::(value_)?type)?'

default_base() {
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null) && [[ $base != "$(git rev-parse HEAD)" ]] && echo "$base" && return
    git rev-parse --verify --quiet HEAD~1 2>/dev/null || echo --all # a clone with one commit, or not a clone
}

sources() {
    if [[ $1 == --all ]]; then
        find include src -name '*.[ch]pp'
    else
        git diff --name-only --diff-filter=d "$1" -- include src
    fi | { grep -v -e '\.cppm$' -e '^src/os/windows/' -e '^src/os/unsupported/' -e '_freebsd\.hpp$' -e 'watch_windows\.hpp$' || :; }
}

check_tidy() {
    # shellcheck disable=SC2086 # the flags are many words
    clang-tidy-19 -quiet "$1" -- $flags -Iinclude 2>/dev/null
}

# Forward declarations are the author's choice. The --keep headers may stay: iwyu does not see that templates use them,
# and the stream headers replace one another. glibc declares the manual's <sys/syscall.h> as <syscall.h>.
check_includes() {
    [[ $1 == include/subprocess/asio* ]] && return # includes Asio's headers by their documented names
    # shellcheck disable=SC2046,SC2086 # the flags are many words
    include-what-you-use $flags -isystem include "$1" \
        $(printf -- '-Xiwyu %s ' --no_fwd_decls --max_line_length=999 --mapping_file=tools/iwyu.imp \
            --keep=*/{shape.hpp,none.hpp,istream,ostream,streambuf}) 2>&1 >/dev/null |
        awk -v file="$1" '
            { output = output $0 "\n" }
            /^The full include-list for / || / has correct #includes/ { done = 1 }
            / should (add|remove) these lines:$/ { mine = $1 == file; next }
            /^The full include-list/ { mine = 0 }
            !mine || !/#include/ || /syscall\.h>/ { next }
            /^-/ { print file ": " $0; bad = 1 }
            /\/\/ for / && !($0 ~ "// for (" ENVIRON["noise"] ")(, (" ENVIRON["noise"] "))*$") {
                print file ": + " $0
                bad = 1
            }
            END { if (!done) print output; exit bad || !done }'
}

export -f check_tidy check_includes
sources "${1:-$(default_base)}" |
    xargs -P "$(nproc)" -I {} bash -c 'check_includes {} && check_tidy {}'
