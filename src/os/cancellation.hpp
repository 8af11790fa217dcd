// The door to the operating system: cancellation of threads.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// While this object exists, a pthread_cancel() of this thread is deferred. It protects noexcept code, where a
/// cancellation would end the whole process; work that must not stop half-way; and writes, because a cancelled write
/// does not tell how much it has written.
class NotCancellable {
public:
    NotCancellable() noexcept;
    NotCancellable(const NotCancellable&) = delete;
    NotCancellable& operator=(const NotCancellable&) = delete;
    ~NotCancellable();

private:
    [[maybe_unused]] int m_before = 0;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
