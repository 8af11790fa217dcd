#!/bin/bash
# Linux 6.18 (drivers/tty/pty.c: pty_write() looks at the other side's flow control and buffers only; pty_close() marks the
# side that is left with TTY_OTHER_CLOSED, which reads and poll() look at, and writes do not).
#
# When the last descriptor of the terminal side of a pty has been closed, the controlling side can read EIO and polls as
# POLLHUP. But it still takes writes, as if somebody could ever read them: no EIO, no EPIPE, no SIGPIPE. poll() even reports
# POLLOUT beside POLLHUP. When the buffers are full, here after some 20 KB in raw mode, a non-blocking write gets EAGAIN for
# ever, and a blocking one would sleep for ever, since nobody is left to make room. A pipe, a FIFO and a socket report the
# loss of the reader at the first write. So whoever types into a terminal has to look for POLLHUP before each write; the
# manual pages pty(7) and poll(2) say nothing about writes.
#
# Output seen:
#     poll before the first write: out, hangup
#     the first write: taken
#     the last write: EAGAIN, after more than 4096 bytes
#     poll then: hangup
#     read: EIO
#     a pipe without a reader, the first write: EPIPE
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/program.py" <<'PYTHON'
import errno
import os
import pty
import select
import signal
import tty


def polled(fd):
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    events = dict(poll.poll(0)).get(fd, 0)
    names = {select.POLLOUT: "out", select.POLLHUP: "hangup", select.POLLERR: "error"}
    return ", ".join(name for event, name in names.items() if events & event) or "nothing"


def attempt(call):
    try:
        call()
        return "taken"
    except OSError as error:
        return errno.errorcode[error.errno]


signal.signal(signal.SIGPIPE, signal.SIG_IGN)
ours, terminal = pty.openpty()
tty.setraw(terminal)
os.close(terminal)
os.set_blocking(ours, False)
print("poll before the first write:", polled(ours))
print("the first write:", attempt(lambda: os.write(ours, b"x" * 100)))
total, last = 100, "taken"
while last == "taken" and total < 10_000_000:
    last = attempt(lambda: os.write(ours, b"x" * 100))
    total += 100
print("the last write:", last + ", after more than 4096 bytes" if total > 4096 else last)
print("poll then:", polled(ours))
print("read:", attempt(lambda: os.read(ours, 1)))
reader, writer = os.pipe()
os.close(reader)
print("a pipe without a reader, the first write:", attempt(lambda: os.write(writer, b"x")))
PYTHON
(cd "$folder" && timeout -s KILL 20 python3 program.py) | tee "$folder/output"
diff - "$folder/output" <<'SEEN'
poll before the first write: out, hangup
the first write: taken
the last write: EAGAIN, after more than 4096 bytes
poll then: hangup
read: EIO
a pipe without a reader, the first write: EPIPE
SEEN
