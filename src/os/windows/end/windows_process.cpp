#include "windows_process.hpp"

#include "os/windows/failure.hpp"
#include "os/windows/io/io.hpp"
#include "os/windows/io/pseudo_console.hpp"
#include "os/windows/windows.hpp"
#include "usage.hpp"

#include <subprocess/error.hpp>

#include <initializer_list>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

WindowsProcess::WindowsProcess(Started child) noexcept
    : Process(child.pid), m_handle(std::move(child.handle)), m_has_group(child.has_group),
      m_console(std::move(child.console)) {}

/// \return whether the child has ended
bool WindowsProcess::await_end(Deadline deadline) const {
    for (;;) {
        switch (wait_until(m_handle.get(), deadline)) {
        case WAIT_OBJECT_0:
            return true;
        case WAIT_TIMEOUT: // the system rounds the time, and milliseconds_of() cuts it to a day
            if (deadline.has_passed())
                return false;
            break;
        default:
            throw_last_error();
        }
    }
}

Ended WindowsProcess::ended_with(unsigned long code) const {
    return {static_cast<int>(code), false, usage_of(m_handle.get())};
}

std::optional<Ended> WindowsProcess::wait(Deadline deadline) {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_ended)
            return m_ended;
    }
    if (!await_end(deadline))
        return {};
    DWORD code = 0;
    check(::GetExitCodeProcess(m_handle.get(), &code));
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_ended = ended_with(code);
    return m_ended;
}

/// The system denies access to a child that has ended; then the signal comes too late, which is no error. A child that
/// ended with the code STILL_ACTIVE is told from a running one by its handle.
void WindowsProcess::terminate() {
    if (::TerminateProcess(m_handle.get(), exit_code_of_terminated))
        return;
    const DWORD error = ::GetLastError();
    DWORD code = STILL_ACTIVE;
    const bool has_ended = error == ERROR_ACCESS_DENIED && ::GetExitCodeProcess(m_handle.get(), &code) &&
                           (code != STILL_ACTIVE || ::WaitForSingleObject(m_handle.get(), 0) == WAIT_OBJECT_0);
    if (!has_ended)
        throw_windows_error(error);
    m_ended = ended_with(code);
}

void WindowsProcess::send_signal(int number) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_ended)
        return;
    if (number == terminate_signal || number == kill_signal)
        terminate();
    else
        send_event(number);
}

void WindowsProcess::send_event(int number) const {
    if (number != CTRL_C_EVENT && number != CTRL_BREAK_EVENT)
        throw ValueError("Unsupported signal: " + std::to_string(number));
    check(::GenerateConsoleCtrlEvent(static_cast<DWORD>(number), static_cast<DWORD>(pid)));
}

/// SIGINT and SIGBREAK are refused by send_signal(), but they ask for the end.
void require_signal(int number) {
    constexpr int interrupt_signal = 2, break_signal = 21;
    for (const int known :
         {CTRL_C_EVENT, CTRL_BREAK_EVENT, interrupt_signal, kill_signal, terminate_signal, break_signal})
        if (number == known)
            return;
    throw ValueError("grace: unsupported signal: " + std::to_string(number));
}

/// A console that is closed ends its programs like Ctrl-C.
bool is_hang_up(int returncode) noexcept {
    return static_cast<DWORD>(returncode) == STATUS_CONTROL_C_EXIT;
}

int returncode_of(int) noexcept {
    return exit_code_of_terminated;
}

bool Process::ask_to_end(int) {
    return false;
}

bool WindowsProcess::ask_group(int signal) const {
    const DWORD event = signal == CTRL_C_EVENT ? CTRL_C_EVENT : CTRL_BREAK_EVENT;
    return m_has_group && signal != kill_signal && ::GenerateConsoleCtrlEvent(event, static_cast<DWORD>(pid)) != 0;
}

bool WindowsProcess::ask_to_end(int signal) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return !m_ended && ask_group(signal);
}

void WindowsProcess::hang_up() noexcept {
    if (m_console != nullptr)
        m_console->hang_up();
}

void WindowsProcess::resize(TerminalSize size) {
    if (m_console == nullptr)
        throw ValueError("the child has no terminal");
    m_console->resize(size);
}

void resize_terminal(Process* process, NativeHandle, TerminalSize size) {
    if (process == nullptr)
        throw ValueError("on Windows the terminal of a child cannot be resized after detach()");
    static_cast<WindowsProcess*>(process)->resize(size);
}

NativeHandle WindowsProcess::native_handle() const noexcept {
    return m_handle.get();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
