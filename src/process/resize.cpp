#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/stream.hpp>

#include "call/terminal.hpp"
#include "child_process.hpp"
#include "os/terminal.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {

/// Our end of the child's terminal.
NativeHandle Popen::open_terminal(const char* complaint) {
    const Handle* const output = terminal_output();
    const Handle* const terminal = output != nullptr && output->valid() ? output : &stdin_.m_handle;
    if (output == nullptr)
        throw ValueError(complaint);
    if (!terminal->valid() || (terminal != output && !stdin_.m_typed.is_at_terminal))
        throw ValueError("the child's terminal is closed");
    return terminal->get();
}

void Popen::resize(int rows, int cols) {
    const detail::os::TerminalSize size = detail::checked_size(rows, cols);
    const NativeHandle terminal = open_terminal("only a child with a terminal can be resized: pty = true");
    detail::os::resize_terminal(m_child != nullptr ? m_child->process.get() : nullptr, terminal, size);
}

} // namespace v1
} // namespace subprocess
