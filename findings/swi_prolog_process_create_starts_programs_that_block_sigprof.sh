#!/bin/bash
# SWI-Prolog 9.0.4 (Debian 12's swi-prolog-core and swi-prolog-core-packages 9.0.4+dfsg-2; do_create_process() in
# packages/clib/process.c), on Linux.
#
# process_create/3 blocks SIGPROF while it forks, because of Prolog's own profiler. The parent unblocks it; the child
# does not, and a mask survives exec. So whatever process_create starts, and whatever that starts, has SIGPROF blocked: a
# profiler by setitimer(ITIMER_PROF), which is how gprof and many others sample, gets no sample at all, and says nothing. The same
# program started by shell/1 gets its signals.
#
# Output seen, of a program that asks for a SIGPROF each 10 ms and uses the processor for a tenth of a second:
#     shell: more than one sample
#     process_create: no sample
#     blocked in what process_create starts: 0000000004000000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
cd "$folder"
for file in s/swi-prolog/swi-prolog-core_9.0.4+dfsg-2 s/swi-prolog/swi-prolog-core-packages_9.0.4+dfsg-2 \
    g/google-perftools/libtcmalloc-minimal4_2.10-1; do
    curl -fsSO "${mirror%/}/pool/main/${file}_amd64.deb" && dpkg-deb -x "${file##*/}_amd64.deb" .
done

cat >profiled.c <<'C'
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t samples = 0;

static void sample(int number) {
    (void)number;
    ++samples;
}

int main(void) {
    const struct itimerval often = {{0, 10000}, {0, 10000}};
    signal(SIGPROF, sample);
    setitimer(ITIMER_PROF, &often, NULL);
    while (clock() < CLOCKS_PER_SEC / 10) {
    }
    puts(samples > 1 ? "more than one sample" : "no sample");
    return 0;
}
C
cc -o profiled profiled.c
cat >program.pl <<'E'
:- use_module(library(process)).
start(Program, Arguments) :- process_create(Program, Arguments, [process(Id)]), process_wait(Id, _).
tell(What) :- write(What), write(': '), flush_output.
:- initialization((
    tell('shell'), shell('./profiled'),
    tell('process_create'), start('./profiled', []),
    tell('blocked in what process_create starts'), start(path(sed), ['-n', 's/^SigBlk:\\t//p', '/proc/self/status']),
    halt)).
E
LD_LIBRARY_PATH="$folder/usr/lib:$folder/usr/lib/x86_64-linux-gnu:$folder/usr/lib/swi-prolog/lib/x86_64-linux" \
    SWI_HOME_DIR="$folder/usr/lib/swi-prolog" "$folder/usr/lib/swi-prolog/bin/x86_64-linux/swipl" program.pl </dev/null | tee output
diff output - <<'E'
shell: more than one sample
process_create: no sample
blocked in what process_create starts: 0000000004000000
E
