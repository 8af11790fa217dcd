#!/bin/bash
# Nim 1.6.10 (Debian 12's nim 1.6.10-2; startProcessAfterFork() in lib/pure/osproc.nim), on Linux.
#
# startProcess() makes pipes without close-on-exec. The child closes the parent's ends, makes its own ends its standard
# streams, and leaves them open under their old numbers as well. So a child that closes its output, as a daemon does when
# it is ready, has not closed it: whoever reads its output to the end waits for the end of the child, and of everything
# that it has started. In the same way a write to a child that has closed its input fails with no EPIPE while it lives.
# Python's subprocess sees both at once.
#
# Output seen, of a child that lists its pipes, closes its output and waits for a line:
#     Nim: descriptors of the pipe of its output: 1 2 6; hang-up within a second: no
#     Python: descriptors of the pipe of its output: 1 2; hang-up within a second: yes
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
cd "$folder"
curl -fsSO "${mirror%/}/pool/main/n/nim/nim_1.6.10-2_amd64.deb"
dpkg-deb -x nim_1.6.10-2_amd64.deb .

# The first line is the numbers of the descriptors that are the same pipe as 1.
cat >child.sh <<'E'
own=$(readlink /proc/$$/fd/1) || exit
for fd in /proc/$$/fd/*; do
    [ "$(readlink "$fd")" = "$own" ] && numbers="${numbers:+$numbers }${fd##*/}"
done
echo "$numbers"
exec >&- 2>/dev/null
read line
E
cat >program.nim <<'E'
import osproc, streams, posix
let child = startProcess("/bin/sh", args = ["child.sh"])
let numbers = child.outputStream.readLine()
var ready = TPollfd(fd: child.outputHandle, events: POLLIN)
let hasHungUp = poll(addr ready, 1, 1000) == 1
echo "Nim: descriptors of the pipe of its output: ", numbers, "; hang-up within a second: ", if hasHungUp: "yes" else: "no"
child.inputStream.writeLine("")
child.inputStream.flush()
discard child.waitForExit()
E
cat >program.py <<'E'
import select, subprocess
with subprocess.Popen(["/bin/sh", "child.sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
    numbers = child.stdout.readline().decode().strip()
    ready = select.poll()
    ready.register(child.stdout)
    answer = "yes" if ready.poll(1000) else "no"
    print(f"Python: descriptors of the pipe of its output: {numbers}; hang-up within a second: {answer}")
    child.communicate(b"\n")
E
library=$folder/usr/lib/nim/lib
paths=("--lib:$library" --path:"$library"/{core,posix,pure,pure/collections,pure/concurrency})
HOME=$folder usr/bin/nim c --hints:off --verbosity:0 "${paths[@]}" --nimcache:cache --out:program program.nim >log 2>&1 || {
    cat log && exit 1
}
{ ./program && python3 program.py; } | tee output
diff output - <<'E'
Nim: descriptors of the pipe of its output: 1 2 6; hang-up within a second: no
Python: descriptors of the pipe of its output: 1 2; hang-up within a second: yes
E
