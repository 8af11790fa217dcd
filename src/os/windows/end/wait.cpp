#include "os/process.hpp"

#include "os/windows/failure.hpp"
#include "os/windows/io/io.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// \return whether the process has ended
bool await_end(const Process& process, Deadline deadline) {
    for (;;) {
        switch (::WaitForSingleObject(process.handle.get(), milliseconds_of(deadline))) {
        case WAIT_OBJECT_0:
            return true;
        case WAIT_TIMEOUT: // which the system rounds, and which is a day at most
            if (deadline.has_passed())
                return false;
            break;
        default:
            throw_last_error();
        }
    }
}

} // namespace

std::optional<int> wait(Process& process, Deadline deadline) {
    {
        const std::lock_guard<std::mutex> lock(process.mutex);
        if (process.returncode)
            return process.returncode;
    }
    if (!await_end(process, deadline))
        return {};
    DWORD code = 0;
    check(::GetExitCodeProcess(process.handle.get(), &code));
    const std::lock_guard<std::mutex> lock(process.mutex);
    process.returncode = static_cast<int>(code);
    return process.returncode;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
