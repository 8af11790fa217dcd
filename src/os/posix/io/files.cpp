#include "os/cancellation.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"

#include "os/posix/posix.hpp"

#include <subprocess/handle.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

Handle open_file(const std::string& path, const FileMode& mode) {
    int flags = O_CLOEXEC | (!mode.write ? O_RDONLY : mode.read ? O_RDWR : O_WRONLY);
    flags |= (mode.append ? O_APPEND : 0) | (mode.create ? O_CREAT : 0) | (mode.exclusive ? O_EXCL : 0) |
             (mode.truncate ? O_TRUNC : 0);
    constexpr mode_t permissions = 0666; // minus the umask
    return Handle(check(retry([&] { return ::open(path.c_str(), flags, permissions); }), path));
}

Handle open_null_device() {
    FileMode mode;
    mode.read = mode.write = true;
    return open_file("/dev/null", mode);
}

Handle duplicate(NativeHandle handle) {
    constexpr int beyond_standard_streams = 3;
    return Handle(check(::fcntl(handle, F_DUPFD_CLOEXEC, beyond_standard_streams)));
}

namespace {

/// epoll refuses what is always ready, and a loop that is not ours may be one.
bool is_always_ready(const struct stat& status) noexcept {
    const auto is_same = [&](const char* name) {
        struct stat device {};
        return ::stat(name, &device) == 0 && S_ISCHR(device.st_mode) && device.st_rdev == status.st_rdev;
    };
    if (S_ISCHR(status.st_mode))
        return is_same("/dev/null") || is_same("/dev/zero") || is_same("/dev/full");
    return S_ISREG(status.st_mode) || S_ISBLK(status.st_mode);
}

} // namespace

bool can_be_waited_for(NativeHandle handle, Access access) {
    const int mode = check(::fcntl(handle, F_GETFL)) & O_ACCMODE;
    if (mode == (access == Access::read ? O_WRONLY : O_RDONLY))
        throw_errno(EBADF);
    struct stat status {};
    check(::fstat(handle, &status));
    return !is_always_ready(status);
}

std::size_t read_file(NativeHandle handle, char* memory, std::size_t size) {
    return read_some(handle, memory, size);
}

void write_file(NativeHandle handle, std::string_view bytes) {
    while (!bytes.empty())
        bytes.remove_prefix(write_some(handle, bytes));
}

NativeHandle standard_stream(Stdio which) noexcept {
    return static_cast<NativeHandle>(which);
}

int close(NativeHandle handle) noexcept {
    const NotCancellable until_closed;
    const bool is_closed = ::close(handle) == 0 || errno == EINTR; // interrupted, but closed all the same
    return is_closed ? 0 : errno;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
