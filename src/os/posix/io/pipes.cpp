#include "os/streams.hpp"

#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "sigpipe.hpp"
#include "spawn_lock.hpp" // IWYU pragma: keep: for systems without pipe2()

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

#if SUBPROCESS_HAVE_PIPE2

void make_pipe(int (&fds)[2]) {
    check(::pipe2(fds, O_CLOEXEC));
}

#else

void make_pipe(int (&fds)[2]) {
    const auto lock = lock_inheritance();
    check(::pipe(fds));
    for (const int fd : fds)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

#endif

#if defined(F_SETPIPE_SZ)

void set_size(int fd, int size) {
    check(::fcntl(fd, F_SETPIPE_SZ, size), detail::KeywordName{"pipesize"});
}

#else

void set_size(int, int) {} // other systems cannot set it

#endif

} // namespace

Pipe open_pipe(Access ours, std::optional<int> size) {
    int fds[2];
    make_pipe(fds);
    Handle read_end(fds[0]);
    Handle write_end(fds[1]);
    if (size)
        set_size(write_end.get(), *size);
    if (ours == Access::read)
        return {std::move(read_end), std::move(write_end)};
    spare_signal(write_end.get());
    return {std::move(write_end), std::move(read_end)};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
