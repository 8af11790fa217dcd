// The door to the operating system: cancellation of threads.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// While it lives, a pthread_cancel() of this thread waits. For what is noexcept, which a cancellation would end with
/// the whole process; for what must not stop half way; and for writes, since one that is cancelled does not say how
/// much it has written.
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
