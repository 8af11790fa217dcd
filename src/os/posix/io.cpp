#include "../os.hpp"

#include "deadline.hpp"
#include "growth.hpp"
#include "inheritance.hpp"
#include "poll.hpp"
#include "posix.hpp"
#include "sigpipe.hpp"
#include "system.hpp"

#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace os {

// Pipes ---------------------------------------------------------------------------------------------------------------

#if SUBPROCESS_HAVE_PIPE2

std::unique_lock<std::mutex> lock_inheritance() {
    return {};
}

namespace {

void make_pipe(int (&fds)[2]) {
    check(::pipe2(fds, O_CLOEXEC));
}

} // namespace

#else

std::unique_lock<std::mutex> lock_inheritance() {
    static auto* const mutex = new std::mutex;
    return std::unique_lock(*mutex);
}

namespace {

void make_pipe(int (&fds)[2]) {
    const auto lock = lock_inheritance();
    check(::pipe(fds));
    for (const int fd : fds)
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

} // namespace

#endif

namespace {

#if defined(F_SETPIPE_SZ)

void set_size(int fd, int size) {
    check(::fcntl(fd, F_SETPIPE_SZ, size), detail::KeywordName{"pipesize"});
}

#else

void set_size(int, int) {} // no other system lets one ask

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

// Files ---------------------------------------------------------------------------------------------------------------

Handle open_file(const std::string& path, const FileMode& mode) {
    int flags = O_CLOEXEC | (!mode.write ? O_RDONLY : mode.read ? O_RDWR : O_WRONLY);
    flags |= (mode.append ? O_APPEND : 0) | (mode.create ? O_CREAT : 0) | (mode.exclusive ? O_EXCL : 0) |
             (mode.truncate ? O_TRUNC : 0);
    constexpr mode_t permissions = 0666; // less what the umask takes away
    return Handle(check(retry([&] { return ::open(path.c_str(), flags, permissions); }), path));
}

Handle open_null_device() {
    FileMode mode;
    mode.read = mode.write = true;
    return open_file("/dev/null", mode);
}

NativeHandle standard_stream(Stdio which) noexcept {
    return static_cast<NativeHandle>(which);
}

int close(NativeHandle handle) noexcept {
    const NotCancellable until_closed;
    const bool is_closed = ::close(handle) == 0 || errno == EINTR; // interrupted, but gone all the same
    return is_closed ? 0 : errno;
}

namespace {

/// How much lies in a pipe.
std::size_t size_of_content(int fd) {
    int size = 0;
    return ::ioctl(fd, FIONREAD, &size) == 0 && size > 0 ? static_cast<std::size_t>(size) : 0;
}

std::size_t read_in_place(NativeHandle handle, std::string& bytes, std::size_t size) {
    const std::size_t before = bytes.size();
    make_room(bytes, size);
    bytes.resize(before + size);
    const ssize_t count = retry([&] { return ::read(handle, &bytes[before], size); });
    const int error = errno;
    bytes.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count == -1)
        throw_errno(error);
    return static_cast<std::size_t>(count);
}

} // namespace

/// What has come is copied once, from memory that stays in the cache: a string cannot be grown without filling it
/// first, which would cost as much for what has come, and more for what has not.
std::size_t read_some(NativeHandle handle, std::string& bytes, std::size_t size) {
    if (size > pipe_capacity) // memory is for what is there, however much was asked for
        size = std::clamp(size_of_content(handle), pipe_capacity, size);
    if (size > pipe_capacity)
        return read_in_place(handle, bytes, size);
    char scratch[pipe_capacity];
    const auto count = static_cast<std::size_t>(check(retry([&] { return ::read(handle, scratch, size); })));
    make_room(bytes, count);
    bytes.append(scratch, count);
    return count;
}

std::size_t write_some(NativeHandle handle, std::string_view bytes) {
    const ssize_t count = write_without_signal(handle, bytes);
    if (count >= 0)
        return static_cast<std::size_t>(count);
    const int error = errno;
    ::pthread_testcancel(); // a thread that is to end need not hear of it
    if (error != EPIPE)
        throw_errno(error);
    return 0;
}

// Waiting -------------------------------------------------------------------------------------------------------------

namespace {

#if SUBPROCESS_LINUX

int poll_once(pollfd* fds, nfds_t count, Deadline deadline) {
    const auto left = deadline.remaining();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    timespec limit{};
    limit.tv_sec = static_cast<time_t>(seconds.count());
    limit.tv_nsec = static_cast<long>((left - seconds).count());
    return ::ppoll(fds, count, deadline.is_never() ? nullptr : &limit, nullptr);
}

#else

int poll_once(pollfd* fds, nfds_t count, Deadline deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline.remaining());
    return ::poll(fds, count, deadline.is_never() ? -1 : static_cast<int>(left.count()));
}

#endif

} // namespace

int poll_until(pollfd* fds, std::size_t count, Deadline deadline) {
    const int ready = poll_once(fds, static_cast<nfds_t>(count), deadline);
    return ready == -1 && errno == EINTR ? 0 : check(ready);
}

} // namespace os
} // namespace v1
} // namespace subprocess
