#include "os/ask.hpp"
#include "os/process.hpp"

#include "os/windows/failure.hpp"

#include <subprocess/error.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr UINT code_of_terminated = 1; // Python's

void terminate(Process& process) {
    if (::TerminateProcess(process.handle.get(), code_of_terminated))
        return;
    const DWORD error = ::GetLastError();
    DWORD code = STILL_ACTIVE;
    const bool has_ended = error == ERROR_ACCESS_DENIED && ::GetExitCodeProcess(process.handle.get(), &code) &&
                           (code != STILL_ACTIVE || ::WaitForSingleObject(process.handle.get(), 0) == WAIT_OBJECT_0);
    if (!has_ended)
        throw_windows_error(error);
    process.returncode = static_cast<int>(code);
}

} // namespace

void send_signal(Process& process, int number) {
    const std::lock_guard<std::mutex> lock(process.mutex);
    if (process.returncode)
        return;
    switch (number) {
    case terminate_signal:
    case kill_signal:
        return terminate(process);
    case CTRL_C_EVENT:
    case CTRL_BREAK_EVENT:
        return check(::GenerateConsoleCtrlEvent(static_cast<DWORD>(number), static_cast<DWORD>(process.pid)));
    default:
        throw ValueError("Unsupported signal: " + std::to_string(number));
    }
}

bool is_signal(int) noexcept {
    return false;
}

std::string_view signal_name(int) noexcept {
    return {};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
