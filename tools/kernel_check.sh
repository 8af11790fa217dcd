#!/usr/bin/env bash
# kernel_check.sh KERNEL [CTEST_OPTION...]: runs the tests of build/test under another Linux kernel, in an emulator.
# ARCH=arm64 kernel_check.sh ...: those of build/arm64-system, with programs of Debian's instead of this machine's.
#
# KERNEL is a kernel's file, a suite of Debian, whose newest cloud kernel is meant, or SUITE/PACKAGE. The tests are those
# that ctest lists with these options and whose program was built; of the system they see what `pack` copies.
# Prints what failing tests print and then a summary, and fails if a test failed. Needs an x86-64 machine, 8 GB of memory,
# and the packages qemu-system-x86 or qemu-system-arm, busybox-static, cpio and python3. ACCEL=kvm is faster, where KVM is
# a processor's.
set -euo pipefail
cd "$(dirname "$0")/.."
kernel=${1:?usage: kernel_check.sh KERNEL [CTEST_OPTION...]}
shift
arch=${ARCH:-amd64}
case $arch in
    amd64) build=$PWD/build/test emulator=qemu-system-x86_64 console=ttyS0 ;;
    arm64) build=$PWD/build/arm64-system emulator='qemu-system-aarch64 -machine virt' console=ttyAMA0 ;;
esac
tools='sh bash timeout env ls cat sort sleep true false echo bc date wc tr tee yes make gmake locale'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
guest=$work/guest

# with_suite COMMAND...: apt with lists of its own.
with_suite() {
    "$@" -qq -o APT::Architecture="$arch" -o APT::Architectures="$arch" -o APT::Sandbox::User=root -o Debug::NoLocking=1 \
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists" \
        -o Dir::Cache="$work/cache" -o Dir::State::Status="$work/status"
}

# use_suite SUITE: what with_suite sees.
use_suite() {
    local mirror
    mkdir -p "$work"/lists/partial "$work"/cache/archives/partial
    touch "$work/status"
    mirror=$(cat /etc/apt/sources.list{,.d/debian.sources} 2>/dev/null | # there is either
        sed -nE 's/^(URIs: |deb (\[.*\] )?)([^ ]*).*/\3/p' | head -1) || [[ -n $mirror ]]
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $1 main" >"$work/sources.list"
    with_suite apt-get update
}

# fetch SUITE[/PACKAGE]: leaves the kernel in $work/kernel. Since Linux 7.3 it is in a package beside linux-image.
fetch() {
    local suite=${1%%/*} package=${1#*/}
    use_suite "$suite"
    if [[ $package == "$suite" ]]; then
        package=$(with_suite apt-cache depends "linux-image-cloud-$arch" | sed -n 's/.* \(linux-image-[0-9].*\)/\1/p')
    fi
    if with_suite apt-cache show "linux-binary-${package#linux-image-}" &>/dev/null; then
        package=linux-binary-${package#linux-image-}
    fi
    echo "kernel: $package"
    (cd "$work" && with_suite apt-get download "$package")
    dpkg-deb --fsys-tarfile "$work"/*.deb | tar x -C "$work"
    mv "$(find "$work" -name 'vmlinuz*')" "$work/kernel"
}

# list CTEST_OPTION...: writes $work/tests, a shell script that runs the tests, and prints the programs. The tests of one
# program run twenty at a time: in an emulator a program takes longer to start than a test to run.
list() {
    (cd "$build" && ctest --show-only=json-v1 "$@") | python3 -c '
import itertools, json, os, shlex, sys
build, script = sys.argv[1:]

def words(test):
    return [word for word in test.get("command", [""]) if not word.endswith("/qemu-aarch64")]

def key(test):
    properties = {p["name"]: p["value"] for p in test["properties"]}
    command = words(test)
    return command[0], len(command), properties["WORKING_DIRECTORY"], int(properties.get("TIMEOUT", 0))

def is_ours(program):
    return program.startswith(build + "/tests/") and os.path.exists(program)

tests = [test for test in json.load(sys.stdin)["tests"] if is_ours(key(test)[0])]
with open(script, "w") as out:
    for (program, length, folder, seconds), group in itertools.groupby(tests, key):
        group = [words(test)[1:] for test in group]
        for first in range(0, len(group), 20):
            names = [name for test in group[first:first + 20] for name in test]
            line = ["together" if length == 2 else "alone", folder, seconds, program, *names]
            out.write(shlex.join(map(str, line)) + "\n")
print(*sorted({key(test)[0] for test in tests}), sep="\n")' "$build" "$work/tests"
}

# unpack_tools: puts Debian's tools for another processor into $guest.
unpack_tools() {
    use_suite stable
    with_suite apt-get install --download-only --no-install-recommends bash dash coreutils bc busybox-static
    for package in "$work"/cache/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar x --keep-directory-symlink -C "$guest"
    done
}

# pack PROGRAM...: copies to $guest the programs, what they start and read, and the libraries they need.
# shellcheck disable=SC2046,SC2086 # lists of words
pack() {
    local programs files
    mkdir -p "$guest"/{usr/{bin,sbin,lib,lib64},proc,sys,dev,tmp,root,etc}
    ln -s usr/{bin,sbin,lib,lib64} "$guest"
    programs="$* $(find "$build/tests" -type f -perm -u+x \
        \( -path '*/child/*' -o -name make_client -o -name tree_owner -o -name 'lib*.so' \))"
    if [[ $arch == amd64 ]]; then
        programs+=" $(type -P $tools busybox)"
    else
        unpack_tools
    fi
    files="$(find "$PWD"/{docs,tests} -name '*.md' -o -name '*.txt') /etc/passwd /etc/group /etc/nsswitch.conf
        $({ ldd $programs 2>/dev/null || :; } | { grep -oE '[[:space:]]/[^ ]+\.so[^ ]*' || :; } | sort -u)" # some or all are static
    cp -L --parents $programs $files $(find /usr/lib/locale/C.utf8 /usr/lib/*-linux-gnu/gconv -type f) "$guest" # C.UTF-8
    cut -d ' ' -f 2 "$work/tests" | sort -u | sed "s|^|$guest|" | xargs mkdir -p
    cp "$guest/bin/busybox" "$guest/busybox"
    cp tools/kernel_guest.sh "$guest/init"
    mv "$work/tests" "$guest/tests"
}

# boot: runs the tests in the kernel, and prints what they print.
# shellcheck disable=SC2086 # $emulator is several words
boot() {
    (cd "$guest" && find . | cpio --quiet -o -H newc) >"$work/initrd"
    rm -r "$guest"
    timeout 7200 $emulator -accel "${ACCEL:-tcg}" -cpu max -smp 2 -m 6G -nodefaults -nic none -display none -serial stdio \
        -no-reboot -kernel "$work/kernel" -initrd "$work/initrd" -append "console=$console quiet panic=-1" </dev/null |
        sed -u 's/\r$//' | tee "$work/log"
    grep -qE '^[1-9][0-9]* passed, 0 failed \(' "$work/log"
}

if [[ -e $kernel ]]; then
    cp "$kernel" "$work/kernel"
else
    fetch "$kernel"
fi
# shellcheck disable=SC2046
pack $(list "$@")
boot
