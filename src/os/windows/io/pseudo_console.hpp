// The terminal of a child: Windows draws it, and passes on keys, through two pipes.
#pragma once

#include "os/terminal.hpp"
#include "os/windows/windows.hpp"

#include <subprocess/handle.hpp>

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What the system has for pseudoconsoles since Windows 10 1809. Before that, the pointers are null.
struct PseudoConsoleCalls {
    HRESULT(WINAPI* create)(COORD size, HANDLE input, HANDLE output, DWORD flags, void** console);
    HRESULT(WINAPI* resize)(void* console, COORD size);
    void(WINAPI* close)(void* console);
};

PseudoConsoleCalls pseudo_console_calls() noexcept;
/// For tests: replaces the system's; null: no longer.
void set_pseudo_console_calls(const PseudoConsoleCalls* calls) noexcept;

/// Why there are no terminals on this system; null: there are. It asks the system, and costs one call.
const char* why_no_pseudo_console() noexcept;

/// \throws ValueError if it is too large
COORD to_coord(TerminalSize size);

/// Its output has no end while it is open, so it is closed after the end of its child. Before Windows 11 24H2 closing
/// takes until all output is read or we have closed our end, so it is done by a thread of the system's pool.
class PseudoConsole {
public:
    /// Opens nothing yet.
    /// \param input, output its ends of the pipes
    /// \param typed our end of the input. It stays open as long as the console: its end would end the programs
    PseudoConsole(TerminalSize size, Handle input, Handle output, Handle typed);
    PseudoConsole(const PseudoConsole&) = delete;
    PseudoConsole& operator=(const PseudoConsole&) = delete;
    ~PseudoConsole() { hang_up(); }

    /// Opens it. The system makes handles for it that are inheritable for a moment.
    void open();
    /// The value of PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE.
    void* get() const noexcept;

    /// Closes it when this process has ended.
    void close_after(NativeHandle process);
    /// Begins to close it, which ends its programs, and does not wait for that.
    void hang_up() noexcept;

    /// \throws ValueError if it is being closed
    void resize(TerminalSize size);

private:
    class Closing;

    COORD m_size;
    Handle m_input, m_output, m_typed;
    std::shared_ptr<Closing> m_closing; ///< shared with the threads of the pool; null: it was not opened
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
