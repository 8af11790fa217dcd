#include "poll.hpp"

#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"

#include <subprocess/handle.hpp>

#include <fmt/format.h>

#include <pthread.h>
#include <sys/ioctl.h>
#if SUBPROCESS_LINUX
#include <sys/syscall.h>
#include <unistd.h>
#else
#include <thread>
#endif

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

#if SUBPROCESS_LINUX

timespec time_left(Deadline deadline) {
    const auto left = deadline.remaining();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    timespec limit{};
    limit.tv_sec = static_cast<time_t>(seconds.count());
    limit.tv_nsec = static_cast<long>((left - seconds).count());
    return limit;
}

int poll_once(pollfd* fds, nfds_t count, Deadline deadline) {
    const timespec limit = time_left(deadline);
    return ::ppoll(fds, count, deadline.is_never() ? nullptr : &limit, nullptr);
}

#else

int poll_once(pollfd* fds, nfds_t count, Deadline deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline.remaining());
    return ::poll(fds, count, deadline.is_never() ? -1 : static_cast<int>(left.count()));
}

#endif

} // namespace

#if SUBPROCESS_LINUX

namespace {

/// Not a private futex. \param limit two words, as in the system call's timespec; nullptr: none
void call_futex(const std::atomic<int>& word, int value, const long* limit) noexcept {
    constexpr long futex_wait = 0;
    ::syscall(SYS_futex, &word, futex_wait, value, limit, nullptr, 0);
}

/// Like call_cancellable_waitid(): no object here has a destructor, and the function is neither noexcept nor inlined.
[[gnu::noinline]] void call_cancellable_futex(const std::atomic<int>& word, int value, const long* limit) {
    int type = 0;
    ::pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &type);
    ::syscall(SYS_futex, &word, 0, value, limit, nullptr, 0);
    ::pthread_setcanceltype(type, nullptr);
}

} // namespace

void sleep_while(const std::atomic<int>& word, int value, Deadline deadline) {
    const timespec left = time_left(deadline);
    const long limit[] = {static_cast<long>(left.tv_sec), left.tv_nsec};
    call_futex(word, value, deadline.is_never() ? nullptr : limit);
}

void sleep_cancellable_while(const std::atomic<int>& word, int value, Deadline deadline) {
    const timespec left = time_left(deadline);
    const long limit[] = {static_cast<long>(left.tv_sec), left.tv_nsec};
    call_cancellable_futex(word, value, deadline.is_never() ? nullptr : limit);
}

#else

/// Looks again and again.
void sleep_cancellable_while(const std::atomic<int>& word, int value, Deadline deadline) {
    using std::chrono::nanoseconds;
    constexpr nanoseconds shortest(50'000);
    constexpr nanoseconds longest(1'000'000);
    for (nanoseconds pause = shortest; word == value && !deadline.has_passed(); pause = std::min(2 * pause, longest))
        std::this_thread::sleep_for(std::min(pause, deadline.remaining()));
}

void sleep_while(const std::atomic<int>& word, int value, Deadline deadline) {
    int state = 0;
    ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    sleep_cancellable_while(word, value, deadline);
    ::pthread_setcancelstate(state, nullptr);
}

#endif

std::size_t size_of_content(int fd) {
    int size = 0;
    return ::ioctl(fd, FIONREAD, &size) == 0 && size > 0 ? static_cast<std::size_t>(size) : 0;
}

namespace {

/// \return how many are ready; 0 if a signal ended the wait
int poll_uninterrupted(pollfd* fds, std::size_t count, Deadline deadline) {
    const int ready = poll_once(fds, static_cast<nfds_t>(count), deadline);
    return ready == -1 && errno == EINTR ? 0 : check(ready);
}

int poll_with_trigger(pollfd* fds, std::size_t count, Deadline deadline) {
    fmt::basic_memory_buffer<pollfd, 8> all;
    all.append(fds, fds + count);
    all.push_back({deadline.trigger_handle(), POLLIN, 0});
    const int ready = poll_uninterrupted(all.data(), all.size(), deadline);
    std::copy_n(all.data(), count, fds);
    return ready - (all[count].revents != 0 ? 1 : 0);
}

} // namespace

int poll_until(pollfd* fds, std::size_t count, Deadline deadline) {
    const bool has_trigger = deadline.trigger_handle() != no_handle;
    return has_trigger ? poll_with_trigger(fds, count, deadline) : poll_uninterrupted(fds, count, deadline);
}

bool wait_for_input(int fd, Deadline deadline) {
    pollfd input{fd, POLLIN, 0};
    for (;;) {
        const bool is_last_look = deadline.has_passed();
        if (poll_until(&input, 1, deadline) > 0)
            return true;
        if (is_last_look)
            return false;
    }
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
