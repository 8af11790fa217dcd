#!/busybox sh
# shellcheck shell=dash
# kernel_guest.sh: the first process of the system that kernel_check.sh starts. Runs /tests, and turns the system off.
export PATH=/usr/bin HOME=/root LC_ALL=C.UTF-8
/busybox mount -t proc proc /proc
/busybox mount -t sysfs sysfs /sys
/busybox mount -t devtmpfs dev /dev
/busybox mkdir -p /dev/pts /dev/shm
/busybox mount -t devpts -o ptmxmode=666 devpts /dev/pts
/busybox mount -t tmpfs tmpfs /dev/shm
/busybox mount -t tmpfs tmpfs /tmp
/busybox chmod 1777 /tmp
/busybox mount -t cgroup2 cgroup2 /sys/fs/cgroup
/busybox ip link set lo up
ulimit -n 20000
[ -e /dev/fd ] || /busybox ln -s /proc/self/fd /dev/fd

passed=0 failed='' number_failed=0

# run FOLDER SECONDS PROGRAM ARGUMENT...: an emulator is slow, so the limit is five times that of ctest.
run() {
    cd "$1" || return
    limit=$(($2 * 5))
    shift 2
    timeout -k 5 $limit "$@" </dev/null >/output 2>&1 || return
    ! /busybox grep -q 'No test cases matched' /output
}

# alone FOLDER SECONDS PROGRAM ARGUMENT...
alone() {
    if run "$@"; then
        passed=$((passed + 1))
        note_skipped
    else
        status=$?
        /busybox tail -n 60 /output
        echo "failed ($status): $3 $4"
        number_failed=$((number_failed + 1))
        failed="$failed
    $4"
    fi
}

# note_skipped: prints why tests have left out a part.
note_skipped() {
    /busybox sed -n 's/^ *skipped: /left out: /p' /output | sort -u
}

# together FOLDER SECONDS PROGRAM TEST...: several tests; each alone if they do not all succeed.
together() {
    folder=$1 seconds=$2 program=$3
    shift 3
    all=$(IFS=,; echo "$*")
    if run "$folder" "$seconds" "$program" "$all"; then
        passed=$((passed + $#))
        note_skipped
    else
        for test; do alone "$folder" "$seconds" "$program" "$test"; done
    fi
    echo "$passed passed, $number_failed failed so far"
}

# shellcheck source=/dev/null
. /tests
[ -z "$failed" ] || echo "failed:$failed"
echo "$passed passed, $number_failed failed (Linux $(/busybox uname -r))"
/busybox poweroff -f
