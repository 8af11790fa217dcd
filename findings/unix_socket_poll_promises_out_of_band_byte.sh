#!/bin/bash
# Linux 6.18.44 (AF_UNIX with CONFIG_AF_UNIX_OOB, which came with 5.15; net/unix/af_unix.c, unix_poll and manage_oob).
#
# A stream socket of AF_UNIX whose only unread byte was sent with MSG_OOB is readable for poll(): POLLIN. The read() that
# follows on a non-blocking socket says EAGAIN, and throws the byte away: the next poll() finds nothing. So "poll said
# POLLIN, nobody else reads, and read says EAGAIN" happens on demand, without a race. A TCP
# socket in the same case is not readable for poll().
#
# Output seen:
#     poll: POLLIN
#     read: EAGAIN
#     poll: nothing
set -euo pipefail
output=$(python3 -I - <<'PYTHON'
import select
import socket

ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
ours.setblocking(False)
theirs.send(b"!", socket.MSG_OOB)
poll = select.poll()
poll.register(ours, select.POLLIN)


def look():
    ready = poll.poll(0)
    print("poll:", "POLLIN" if ready and ready[0][1] & select.POLLIN else "nothing")


look()
try:
    print("read:", ours.recv(1))
except BlockingIOError:
    print("read: EAGAIN")
look()
PYTHON
)
echo "$output"
[[ $output == $'poll: POLLIN\nread: EAGAIN\npoll: nothing' ]]
