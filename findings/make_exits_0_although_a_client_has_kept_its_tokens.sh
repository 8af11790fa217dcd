#!/bin/bash
# GNU make 4.3 (Debian 12's make 4.3-4.1; src/posixos.c and src/main.c, clean_jobserver()).
#
# A recipe that takes a token from the jobserver and ends without giving it back, as one that is killed does, leaves make
# with one job less for the rest of the build: with -j2, recipes run one after the other from then on. Make notices the loss
# only at its end. It calls that an internal error, on stderr, and its exit status is 0 nevertheless, so a build that has
# lost its parallelism passes as a good one.
#
# Two recipes look whether they run at the same time: each waits for the other one's file, the first at most three seconds.
#
# Output seen:
#     nobody keeps a token: together, exit status 0
#     a client keeps one: alone, exit status 0
#     make: INTERNAL: Exiting with 1 jobserver tokens available; should be 2!
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && apt-get download -qq make=4.3-4.1 && dpkg-deb -x make_*.deb .)

cat >"$folder/keep" <<'C'
#!/bin/bash
# Takes a token as the protocol says, from the descriptor that make names, and ends.
[[ $MAKEFLAGS =~ --jobserver-auth=([0-9]+), ]] && head -c 1 <&"${BASH_REMATCH[1]}" >/dev/null
C
cat >"$folder/meet" <<'C'
#!/bin/bash
# meet OWN OTHER: says whether OTHER begins while this runs.
touch "$1"
for ((i = 0; i < 30; ++i)); do
    [[ -e $2 ]] && echo together && exit
    sleep 0.1
done
echo alone
C
chmod +x "$folder/keep" "$folder/meet"
printf 'all: a b\nall:\na: first\n\t@./meet a.begun b.begun\nb: first\n\t@./meet b.begun a.begun >/dev/null\nfirst:\n\t+@$(FIRST)\n' >"$folder/Makefile"

# build FIRST: what the first recipe of the two says, and how make ends.
build() {
    local status=0 said
    said=$(cd "$folder" && rm -f ./*.begun && env -u MAKEFLAGS -u MAKELEVEL ./usr/bin/make -j2 FIRST="$1" 2>errors) || status=$?
    echo "$said, exit status $status"
}

{
    echo "nobody keeps a token: $(build true)"
    echo "a client keeps one: $(build ./keep)"
    cat "$folder/errors"
} | tee "$folder/output"
diff - "$folder/output" <<'SEEN'
nobody keeps a token: together, exit status 0
a client keeps one: alone, exit status 0
make: INTERNAL: Exiting with 1 jobserver tokens available; should be 2!
SEEN
