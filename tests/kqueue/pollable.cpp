// A kqueue can be polled, and can be in another kqueue. One of libkqueue cannot: its descriptor is the writing end of a
// pipe, which tells libkqueue that the program has closed it, and the events are those of an epoll descriptor inside.
// So poll() and epoll_ctl() here put that one in the place of the other. The rest is as on BSDs: exec closes a kqueue
// only if it is told to, a forked copy has none, fstat() tells nothing of it, and it cannot be made non-blocking. Tests
// count descriptors at any moment, so close() waits until libkqueue has closed what belongs to the kqueue.
#include <sys/event.h>

#include <fmt/format.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <ctime>

namespace {

struct Kqueue {
    std::atomic<ino_t> pipe{0};
    std::atomic<int> epoll{-1};
};

std::array<Kqueue, 0x10000> kqueues; // at the index of its descriptor
std::atomic<std::size_t> used{0};    // how many places of them were ever taken

thread_local int first_epoll = -1; // that was opened since kqueue() was called

template <class Function> Function* original(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// The inode of a pipe whose writing end this is; 0 if it is none.
ino_t pipe_written_by(int fd) {
    const int before = errno;
    struct stat about {};
    const bool is_one = ::fstatat(fd, "", &about, AT_EMPTY_PATH) == 0 && S_ISFIFO(about.st_mode) &&
                        (::fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY;
    errno = before;
    return is_one ? about.st_ino : 0;
}

/// Also for a duplicate. \return null if it is no kqueue
const Kqueue* kqueue_of(int fd) {
    const ino_t pipe = pipe_written_by(fd);
    for (std::size_t i = 0; pipe != 0 && i < used; ++i)
        if (kqueues[i].pipe == pipe)
            return &kqueues[i];
    return nullptr;
}

/// What to poll in its place.
int readable_of(int fd) {
    const Kqueue* const queue = kqueue_of(fd);
    return queue == nullptr ? fd : queue->epoll.load();
}

void remember(int fd) {
    const auto place = static_cast<std::size_t>(fd);
    kqueues.at(place).epoll = first_epoll;
    kqueues.at(place).pipe = pipe_written_by(fd);
    for (std::size_t known = used; known <= place && !used.compare_exchange_weak(known, place + 1);) {
    }
}

/// Waits until libkqueue's thread has closed what belongs to a closed kqueue; not for ever, since version 2.7.0 forgets
/// some if several threads open and close kqueues.
void await_release(int epoll) {
    constexpr int times = 1000;
    constexpr timespec moment{0, 50'000};
    for (int i = 0; i < times && ::fcntl(epoll, F_GETFD) != -1; ++i)
        ::nanosleep(&moment, nullptr);
    original<decltype(::kevent)>("kevent")(epoll, nullptr, 0, nullptr, 0, nullptr); // gets the lock that it holds
}

} // namespace

extern "C" {

// libkqueue calls these two as well.

[[gnu::visibility("default")]] int epoll_create1(int flags) noexcept {
    const auto epoll = static_cast<int>(::syscall(SYS_epoll_create1, flags));
    if (first_epoll == -1)
        first_epoll = epoll;
    return epoll;
}

[[gnu::visibility("default")]] int epoll_ctl(int epoll, int operation, int fd, epoll_event* event) noexcept {
    return static_cast<int>(::syscall(SYS_epoll_ctl, epoll, operation, readable_of(fd), event));
}

int kqueue() {
    static auto* const original_kqueue = original<int()>("kqueue");
    first_epoll = -1;
    const int queue = original_kqueue();
    if (queue == -1)
        return -1;
    remember(queue);
    ::fcntl(queue, F_SETFD, 0); // not close-on-exec
    ::fcntl(queue, F_SETFL, 0); // not non-blocking
    return queue;
}

int kevent(int fd, const struct kevent* changes, int change_count, struct kevent* events, int event_count,
           const timespec* limit) {
    static auto* const original_kevent = original<decltype(::kevent)>("kevent");
    if (kqueue_of(fd) != nullptr)
        return original_kevent(fd, changes, change_count, events, event_count, limit);
    errno = EBADF;
    return -1;
}

int poll(pollfd* fds, nfds_t count, int milliseconds) {
    static auto* const original_poll = original<int(pollfd*, nfds_t, int)>("poll");
    fmt::basic_memory_buffer<pollfd, 32> translated; // allocations are counted
    translated.append(fds, fds + count);
    for (pollfd& one : translated)
        one.fd = readable_of(one.fd);
    const int ready = original_poll(translated.data(), count, milliseconds);
    for (std::size_t i = 0; i < count; ++i)
        fds[i].revents = translated[i].revents;
    return ready;
}

int fstat(int fd, struct stat* about) noexcept {
    if (kqueue_of(fd) == nullptr)
        return ::fstatat(fd, "", about, AT_EMPTY_PATH);
    *about = {};
    about->st_mode = S_IFIFO;
    return 0;
}

int ioctl(int fd, unsigned long request, ...) noexcept {
    va_list arguments;
    va_start(arguments, request);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    if (request != FIONBIO || kqueue_of(fd) == nullptr)
        return static_cast<int>(::syscall(SYS_ioctl, fd, request, argument));
    errno = ENOTTY;
    return -1;
}

int close(int fd) {
    static auto* const original_close = original<int(int)>("close");
    const int epoll = readable_of(fd);
    const int result = original_close(fd);
    const int error = errno;
    if (epoll != fd)
        await_release(epoll);
    errno = error;
    return result;
}
}
