#!/usr/bin/env bash
# CPython's test_subprocess.py through the shim.   run.sh MODE PYTHON FOLDER_OF_THE_MODULE
#   suite         the whole suite, as whoever calls
#   unprivileged  the same as nobody: as root some tests are skipped, and others prove more
#   null          with a core that does nothing: what passes then proves nothing, and must not become more
#   sigpipe       three tests with SIGPIPE at its default action, where CPython itself dies
set -euo pipefail
mode=$1
python=$2
module=$3
here=$(cd "$(dirname "$0")" && pwd)

# The suite makes files where it stands, wants a limit it can reach, and must be readable by nobody.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$here/shim" "$here/cores" "$here"/*.py "$here/classification.json" "$module"/subprocess_core*.so "$folder"
chmod -R a+rX "$folder"
mkdir -m 1777 "$folder/tmp"
cd "$folder/tmp"
ulimit -n 1024
export TMPDIR="$folder/tmp" PYTHONDONTWRITEBYTECODE=1 SUBPROCESS_CORE=subprocess_core
export PYTHONPATH="$folder/shim:$folder:$folder/cores"

suite() {
    timeout 400 "$@" "$python" ../run_suite.py out.json 2>suite.log || {
        grep -A 25 -E '^(ERROR|FAIL): ' suite.log | head -n 200 || tail suite.log
        return 1
    }
}

case $mode in
suite) suite env ;;
unprivileged)
    if [[ $(id -u) == 0 ]]; then
        suite setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent
    else
        suite env
    fi
    ;;
null)
    SUBPROCESS_CORE=nullcore TEST_LIMIT=5 timeout 400 "$python" ../run_suite.py out.json 2>suite.log || true
    "$python" ../count_null.py out.json
    ;;
sigpipe)
    for test in ProcessTestCase.test_communicate_epipe ProcessTestCase.test_communicate_epipe_only_stdin \
        ContextManagerTests.test_broken_pipe_cleanup; do
        "$python" ../sigpipe_default.py ../run_suite.py out.json "test.test_subprocess.$test" 2>suite.log
        grep -q '"ok"' out.json || { cat suite.log && exit 1; }
    done
    echo "3 tests pass with SIGPIPE at its default action"
    ;;
esac
