#!/bin/bash
# reproc 14.2.5 (Debian 13's libreproc-dev, libreproc14 and libreproc++14 14.2.5-2; reproc_start() and reproc_wait() in
# reproc/src/reproc.c), on Linux.
#
# reproc does not ask the kernel whether a child has ended: it gives the child one end of a pipe that is not closed by
# exec, and takes the end of file at the other end for the end of the child. What the child starts inherits that end, too. So
# the child of a shell line like `sleep 3 & exit 7` is a zombie with status 7 after milliseconds, which waitid() can tell,
# while wait() with a limit of one second still reports a timeout, and wait() without a limit returns when the sleep ends.
# The same holds for stop(), and for a deadline given to run(): a background process keeps the call waiting, although no
# stream of the child is redirected. (The commands here end by themselves within three seconds.)
#
# Output seen:
#     the child has ended: yes, with status 7
#     wait(1 s): Connection timed out
#     wait() without limit: status 7, after the background process: yes
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
pool=${mirror%/}/pool/main/r/reproc
(cd "$folder" && for package in libreproc-dev libreproc14 libreproc++14; do
    curl -fsSO "$pool/${package}_14.2.5-2_amd64.deb" && dpkg-deb -x "${package}_14.2.5-2_amd64.deb" .
done)

cat >"$folder/program.cpp" <<'C'
#include <reproc++/reproc.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <sys/wait.h>

int main() {
    const auto start = std::chrono::steady_clock::now();
    reproc::process process;
    reproc::options options;
    options.redirect.parent = true;
    if (process.start(std::vector<std::string>{"/bin/sh", "-c", "sleep 3 & exit 7"}, options))
        return 1;
    siginfo_t about{};
    waitid(P_PID, static_cast<id_t>(process.pid().first), &about, WEXITED | WNOWAIT);
    std::printf("the child has ended: yes, with status %d\n", about.si_status);
    std::printf("wait(1 s): %s\n", process.wait(reproc::milliseconds(1000)).second.message().c_str());
    const int status = process.wait(reproc::infinite).first;
    const bool is_late = std::chrono::steady_clock::now() - start > std::chrono::milliseconds(2900);
    std::printf("wait() without limit: status %d, after the background process: %s\n", status, is_late ? "yes" : "no");
}
C
libraries=$folder/usr/lib/x86_64-linux-gnu
g++ -std=c++17 -I"$folder/usr/include" "$folder/program.cpp" "$libraries"/libreproc++.so.14 "$libraries"/libreproc.so.14 \
    -o "$folder/program"
LD_LIBRARY_PATH=$libraries "$folder/program" | tee "$folder/output"
diff "$folder/output" - <<'E'
the child has ended: yes, with status 7
wait(1 s): Connection timed out
wait() without limit: status 7, after the background process: yes
E
