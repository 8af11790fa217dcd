// Pseudoconsoles, also under Wine.
#pragma once

#include "os/windows/io/pseudo_console.hpp"
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace tests {

/// While it lives, the calls for pseudoconsoles are noted. The system still makes them, except that Wine 8 cannot
/// resize a console; then this pretends that it can.
class Consoles {
public:
    Consoles();
    Consoles(const Consoles&) = delete;
    Consoles& operator=(const Consoles&) = delete;
    /// Waits until all consoles are closed.
    ~Consoles();

    /// Such as "create 24x80", "resize 50x132" and "close"; each followed by "elsewhere" if another thread makes it.
    std::vector<std::string> calls() const;

    /// Called before the next console is closed; may block.
    std::function<void()> before_close;

    /// Waits until so many calls were made. \return those
    std::vector<std::string> await_calls(std::size_t count) const;

private:
    static HRESULT WINAPI create(COORD size, HANDLE input, HANDLE output, DWORD flags, void** console);
    static HRESULT WINAPI resize(void* console, COORD size);
    static void WINAPI close(void* console);
    void note(const std::string& call);

    const subprocess::detail::os::PseudoConsoleCalls m_system = subprocess::detail::os::pseudo_console_calls();
    const DWORD m_thread = ::GetCurrentThreadId();
    mutable std::mutex m_mutex;
    std::vector<std::string> m_calls;
    int m_open = 0;
};

} // namespace tests
