// The mode in which exchange() writes.
#pragma once

#include "os/posix/posix.hpp"

#include <fcntl.h>

#include <forward_list>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Our end of the child's stdin must not block: poll() reports a pipe that has room for some bytes, and a longer write
/// would then block beyond the deadline. Others may share the open file, and with it this flag, so it is restored.
class NonBlocking {
public:
    explicit NonBlocking(int fd) : m_fd(fd), m_flags(check(::fcntl(fd, F_GETFL))) {}
    NonBlocking(const NonBlocking&) = delete;
    NonBlocking& operator=(const NonBlocking&) = delete;
    ~NonBlocking() { ::fcntl(m_fd, F_SETFL, m_flags); }

    void set() const {
        if ((m_flags & O_NONBLOCK) == 0)
            check(::fcntl(m_fd, F_SETFL, m_flags | O_NONBLOCK));
    }
    bool is_of(int fd) const { return m_fd == fd; }

private:
    int m_fd, m_flags;
};

/// The modes of several streams, of which two may share an open file.
class NonBlockingModes {
public:
    void add(int fd) { m_modes.emplace_front(fd); }
    /// When all are known, and when one was restored.
    void set() const {
        for (const NonBlocking& mode : m_modes)
            mode.set();
    }
    void restore(int fd) {
        m_modes.remove_if([fd](const NonBlocking& mode) { return mode.is_of(fd); });
    }

private:
    std::forward_list<NonBlocking> m_modes;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
