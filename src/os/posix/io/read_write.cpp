#include "os/streams.hpp"

#include "masters.hpp"
#include "os/deadline.hpp"
#include "os/posix/posix.hpp"
#include "poll.hpp"
#include "sigpipe.hpp"

#include <subprocess/handle.hpp>

#include <pthread.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

std::size_t read_some(NativeHandle handle, char* memory, std::size_t size) {
    return static_cast<std::size_t>(check(retry([&] { return read_to_end(handle, memory, size); })));
}

namespace {

std::size_t read_in_place(NativeHandle handle, std::string& bytes, std::size_t size) {
    const std::size_t before = bytes.size();
    bytes.resize(before + size);
    std::size_t count = 0;
    try {
        count = read_some(handle, &bytes[before], size);
    } catch (...) {
        bytes.resize(before);
        throw;
    }
    bytes.resize(before + count);
    return count;
}

} // namespace

/// Reads into a buffer on the stack and copies from there. Growing the string first would fill it with zeros, which
/// costs as much as this copy out of the cache, and is wasted on bytes that do not come.
std::size_t read_some(NativeHandle handle, std::string& bytes, std::size_t size) {
    if (size > pipe_capacity) // allocates for the bytes that are there, not for all that were asked for
        size = std::clamp(size_of_content(handle), pipe_capacity, size);
    if (size > pipe_capacity)
        return read_in_place(handle, bytes, size);
    char scratch[pipe_capacity];
    const std::size_t count = read_some(handle, scratch, size);
    bytes.append(scratch, count);
    return count;
}

std::optional<std::size_t> read_some(NativeHandle handle, std::string& bytes, std::size_t size, Deadline deadline) {
    if (deadline.is_never())
        return read_some(handle, bytes, size);
    char scratch[pipe_capacity];
    while (wait_for_input(handle, deadline)) {
        const ssize_t count = retry([&] { return read_to_end(handle, scratch, std::min(size, pipe_capacity)); });
        if (count == -1 && errno == EAGAIN)
            continue; // it was taken by another reader
        bytes.append(scratch, static_cast<std::size_t>(check(count)));
        return static_cast<std::size_t>(count);
    }
    return {};
}

std::optional<std::size_t> read_what_is_there(NativeHandle handle, std::string& bytes) {
    return read_some(handle, bytes, pipe_capacity, Deadline::passed());
}

std::size_t write_some(NativeHandle handle, std::string_view bytes) {
    const ssize_t count = write_without_signal(handle, bytes);
    if (count >= 0)
        return static_cast<std::size_t>(count);
    const int error = errno;
    ::pthread_testcancel(); // a cancelled thread ends here rather than with an error
    if (error != EPIPE && !has_found_hang_up(handle, error))
        throw_errno(error);
    return 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
