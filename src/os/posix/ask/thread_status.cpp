#include "thread_status.hpp"

#include "os/posix/posix.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

std::optional<unsigned long long> status_of_thread(const char* field, int base) noexcept {
    char status[4096];
    const int fd = retry([] { return ::open("/proc/thread-self/status", O_RDONLY | O_CLOEXEC); });
    if (fd == -1)
        return std::nullopt;
    const ssize_t size = retry([&] { return ::read(fd, status, sizeof(status) - 1); });
    ::close(fd);
    status[size > 0 ? size : 0] = '\0';
    const char* const line = std::strstr(status, field);
    if (line == nullptr)
        return std::nullopt;
    return std::strtoull(line + std::strlen(field), nullptr, base);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
