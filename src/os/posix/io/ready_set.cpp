#include "os/ready_set.hpp"

#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/system.hpp"
#include "os/trigger.hpp"

#include <subprocess/handle.hpp>

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#if SUBPROCESS_LINUX
#include <sys/epoll.h>
#elif SUBPROCESS_KQUEUE
#include "kqueue.hpp"
#include "os/cancellation.hpp"

#include <sys/event.h>

#include <ctime>
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

class PolledSet final : public ReadySet {
public:
    bool add(NativeHandle handle, std::size_t key) override {
        m_keys.reserve(m_keys.size() + 1);
        m_fds.push_back({handle, POLLIN, 0});
        m_keys.push_back(key);
        return true;
    }

    void remove(NativeHandle handle) noexcept override {
        const auto is_it = [handle](const pollfd& fd) { return fd.fd == handle; };
        const auto found = std::find_if(m_fds.begin(), m_fds.end(), is_it);
        if (found == m_fds.end())
            return;
        m_keys.erase(m_keys.begin() + (found - m_fds.begin()));
        m_fds.erase(found);
    }

    std::optional<std::size_t> wait(Deadline deadline) override {
        if (poll_until(m_fds.data(), m_fds.size(), deadline) <= 0)
            return {};
        const auto is_ready = [](const pollfd& fd) { return fd.revents != 0; };
        const auto found = std::find_if(m_fds.begin(), m_fds.end(), is_ready);
        return m_keys[static_cast<std::size_t>(found - m_fds.begin())];
    }

private:
    std::vector<pollfd> m_fds;
    std::vector<std::size_t> m_keys;
};

#if SUBPROCESS_LINUX || SUBPROCESS_KQUEUE

/// Waits until the queue has events: unlike the queue's own wait, poll() takes any deadline, and the trigger.
bool has_events(const Handle& queue, Deadline deadline) {
    pollfd fd{queue.get(), POLLIN, 0};
    return poll_until(&fd, 1, deadline) > 0;
}

#endif

#if SUBPROCESS_LINUX

class LastingSet final : public ReadySet {
public:
    LastingSet() : m_queue(check(::epoll_create1(EPOLL_CLOEXEC))) {}

    bool add(NativeHandle handle, std::size_t key) override {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = key;
        return is_ours() && ::epoll_ctl(m_queue.get(), EPOLL_CTL_ADD, handle, &event) == 0;
    }

    void remove(NativeHandle handle) noexcept override {
        epoll_event ignored{};
        if (is_ours())
            ::epoll_ctl(m_queue.get(), EPOLL_CTL_DEL, handle, &ignored);
    }

    std::optional<std::size_t> wait(Deadline deadline) override {
        epoll_event event{};
        if (!has_events(m_queue, deadline) ||
            check(retry([&] { return ::epoll_wait(m_queue.get(), &event, 1, 0); })) == 0)
            return {};
        return static_cast<std::size_t>(event.data.u64);
    }

private:
    /// A copy of this process by fork() shares the queue.
    bool is_ours() const noexcept { return own_process_id() == m_owner; }

    Handle m_queue;
    int m_owner = own_process_id();
};

#elif SUBPROCESS_KQUEUE

/// The exit handles are kqueues themselves, which can be read when they have an event.
class LastingSet final : public ReadySet {
public:
    LastingSet() : m_queue(check(open_kqueue().release())) {}
    ~LastingSet() override {
        if (!is_ours())
            m_queue.release();
    }

    bool add(NativeHandle handle, std::size_t key) override { return change(handle, EV_ADD, key); }

    void remove(NativeHandle handle) noexcept override { change(handle, EV_DELETE, 0); }

    std::optional<std::size_t> wait(Deadline deadline) override {
        if (!is_ours())
            throw_errno(EBADF);
        struct kevent event {};
        const timespec at_once{};
        const auto take = [&] { return ::kevent(m_queue.get(), nullptr, 0, &event, 1, &at_once); };
        if (!has_events(m_queue, deadline) || check(retry(take)) == 0)
            return {};
        return reinterpret_cast<std::size_t>(event.udata);
    }

private:
    bool is_ours() const noexcept { return own_process_id() == m_owner; }

    bool change(int fd, unsigned short action, std::size_t key) const noexcept {
        const NotCancellable until_changed;
        struct kevent event;
        EV_SET(&event, static_cast<std::uintptr_t>(fd), EVFILT_READ, action, 0, 0, reinterpret_cast<void*>(key));
        return is_ours() && ::kevent(m_queue.get(), &event, 1, nullptr, 0, nullptr) == 0;
    }

    Handle m_queue;
    int m_owner = own_process_id();
};

#else

using LastingSet = PolledSet;

#endif

} // namespace

std::unique_ptr<ReadySet> make_ready_set() {
    return std::make_unique<PolledSet>();
}

std::unique_ptr<ReadySet> open_lasting_ready_set() {
    return std::make_unique<LastingSet>();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
