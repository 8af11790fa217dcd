#include "many_fds.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::atomic<int> many_fds{usually_many_fds};
std::atomic<int> last_fd{0};

} // namespace

bool has_many_fds() noexcept {
    return last_fd.load(std::memory_order_relaxed) >= many_fds.load(std::memory_order_relaxed);
}

void note_fd(int fd) noexcept {
    last_fd.store(fd, std::memory_order_relaxed);
}

void set_many_fds(int number) noexcept {
    many_fds.store(number, std::memory_order_relaxed);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
