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

FilePipe open_file_pipe(std::optional<int> size) {
    int fds[2];
    make_pipe(fds);
    FilePipe ends{Handle(fds[0]), Handle(fds[1])};
    if (size)
        set_size(ends.writer.get(), *size);
    return ends;
}

Pipe open_pipe(Access ours, std::optional<int> size) {
    FilePipe ends = open_file_pipe(size);
    if (ours == Access::read)
        return {std::move(ends.reader), std::move(ends.writer)};
    spare_signal(ends.writer.get());
    return {std::move(ends.writer), std::move(ends.reader)};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
