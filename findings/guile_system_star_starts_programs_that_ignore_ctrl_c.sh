#!/bin/bash
# Guile 3.0.8 (Debian 12's guile-3.0-libs 3.0.8-2; scm_system_star() in libguile/posix.c), on Linux.
#
# While (system* PROGRAM ARGUMENT...) waits, Guile ignores SIGINT and SIGQUIT, as C's system() does. But it begins to ignore
# them before it forks, and the child does not restore them, so exec hands them on: the program that system* starts cannot be
# ended by Ctrl-C, nor can what that program starts, and a shell among them cannot even trap the two signals. (system COMMAND),
# which is libc's, and open-pipe* start the same program with the default actions.
#
# Output seen, of a shell that sends itself SIGINT:
#     system: ended by signal 2
#     open-pipe*: ended by signal 2
#     system*: goes on, and returns 7
#     ignored by what system* starts: 0000000000000006
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
cd "$folder"
for file in g/guile-3.0/guile-3.0_3.0.8-2 g/guile-3.0/guile-3.0-libs_3.0.8-2 libg/libgc/libgc1_8.2.2-3 \
    libu/libunistring/libunistring2_1.0-2; do
    curl -fsSO "${mirror%/}/pool/main/${file}_amd64.deb" && dpkg-deb -x "${file##*/}_amd64.deb" .
done

cat >program.scm <<'E'
(use-modules (ice-9 popen))
(define command "kill -INT $$; exit 7")
(define (tell name status)
  (display name)
  (if (status:term-sig status)
      (format #t ": ended by signal ~a\n" (status:term-sig status))
      (format #t ": goes on, and returns ~a\n" (status:exit-val status)))
  (force-output))
(tell "system" (system command))
(tell "open-pipe*" (close-pipe (open-pipe* OPEN_READ "sh" "-c" command)))
(tell "system*" (system* "sh" "-c" command))
(display "ignored by what system* starts: ")
(force-output)
(system* "sed" "-n" "s/^SigIgn:\\t//p" "/proc/self/status")
E
libraries=$folder/usr/lib/x86_64-linux-gnu
env -i PATH="$PATH" HOME="$folder" GUILE_AUTO_COMPILE=0 LD_LIBRARY_PATH="$libraries" \
    GUILE_LOAD_PATH="$folder/usr/share/guile/3.0" GUILE_LOAD_COMPILED_PATH="$libraries/guile/3.0/ccache" \
    "$libraries/guile/3.0/bin/guile" -s program.scm | tee output
diff output - <<'E'
system: ended by signal 2
open-pipe*: ended by signal 2
system*: goes on, and returns 7
ignored by what system* starts: 0000000000000006
E
