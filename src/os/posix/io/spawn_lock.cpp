#include "spawn_lock.hpp"

#include "os/posix/system.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_HAVE_PIPE2

std::unique_lock<std::mutex> lock_inheritance() {
    return {};
}

#else

std::unique_lock<std::mutex> lock_inheritance() {
    static auto* const mutex = new std::mutex;
    return std::unique_lock(*mutex);
}

#endif

} // namespace detail::os
} // namespace v1
} // namespace subprocess
