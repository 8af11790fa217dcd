#!/bin/bash
# Asio 1.22.1 (Debian 12's libasio-dev 1:1.22.1-1; reactive_descriptor_service::start_op()) on
# Linux 6.18, whose pidfds know O_NONBLOCK since 5.10 (kernel/exit.c, kernel/pid.c).
#
# posix::stream_descriptor::async_wait() only asks whether a descriptor is ready; it reads nothing. Nevertheless the first
# wait sets O_NONBLOCK on the open file, and release() leaves it there. On a pidfd this flag has a meaning: waitid(P_PIDFD)
# on it does not wait any more. So after a program has watched the pidfd of a child with Asio, an ordinary waitid(P_PIDFD,
# fd, ..., WEXITED) of the same child, which lives, returns EAGAIN at once, although WNOHANG was not given. The flag belongs
# to the open file, so watching a duplicate of the descriptor does the same to the original.
#
# Output seen:
#     before: blocking
#     after async_wait and release of a duplicate: non-blocking
#     waitid without WNOHANG: Resource temporarily unavailable
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && apt-get download -qq libasio-dev=1:1.22.1-1 && dpkg-deb -x libasio-dev_*.deb .)

cat >"$folder/program.cpp" <<'C'
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char* mode_of(int fd) {
    return (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0 ? "non-blocking" : "blocking";
}

int main() {
    const pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    const int pidfd = static_cast<int>(syscall(434 /* pidfd_open */, child, 0));
    std::printf("before: %s\n", mode_of(pidfd));

    asio::io_context context;
    asio::posix::stream_descriptor watched(context, dup(pidfd));
    watched.async_wait(asio::posix::stream_descriptor::wait_read, [](const asio::error_code&) {});
    context.poll();
    close(watched.release());
    std::printf("after async_wait and release of a duplicate: %s\n", mode_of(pidfd));

    siginfo_t about{};
    const int result = waitid(static_cast<idtype_t>(3) /* P_PIDFD */, static_cast<id_t>(pidfd), &about, WEXITED);
    std::printf("waitid without WNOHANG: %s\n", result == -1 ? std::strerror(errno) : "it has waited");
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    return 0;
}
C
g++ -std=c++17 -DASIO_STANDALONE -I"$folder/usr/include" -pthread "$folder/program.cpp" -o "$folder/program"
timeout -s KILL 20 "$folder/program" | tee "$folder/output"
diff - "$folder/output" <<'SEEN'
before: blocking
after async_wait and release of a duplicate: non-blocking
waitid without WNOHANG: Resource temporarily unavailable
SEEN
