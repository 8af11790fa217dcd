#include "os/streams.hpp"

#include "growth.hpp"
#include "os/posix/posix.hpp"
#include "sigpipe.hpp"

#include <pthread.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

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

} // namespace detail::os
} // namespace v1
} // namespace subprocess
