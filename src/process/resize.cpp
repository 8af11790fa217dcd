#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include "call/terminal.hpp"
#include "child_process.hpp"
#include "os/terminal.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {

void Popen::resize(int rows, int cols) {
    const detail::os::TerminalSize size = detail::checked_size(rows, cols);
    const Handle* const output = terminal_output();
    const Handle* const terminal = output != nullptr && output->valid() ? output : &stdin_.m_handle;
    if (output == nullptr)
        throw ValueError("only a child with a terminal can be resized: pty = true");
    if (!terminal->valid() || (terminal != output && !stdin_.m_typed))
        throw ValueError("the child's terminal is closed");
    detail::os::resize_terminal(m_child != nullptr ? m_child->process.get() : nullptr, terminal->get(), size);
}

} // namespace v1
} // namespace subprocess
