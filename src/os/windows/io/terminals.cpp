// validate() refuses every start with a terminal, so none of these is called.
#include "os/terminal.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>

#include <cstddef>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

Terminal open_terminal(const TerminalSettings&) {
    throw ValueError("pty is not supported on Windows platforms");
}

void resize_terminal(NativeHandle, TerminalSize) {
    throw ValueError("pty is not supported on Windows platforms");
}

Typing typing_at(NativeHandle) noexcept {
    return {};
}

bool is_hung_up(NativeHandle) {
    return false;
}

std::size_t longest_typed_line() noexcept {
    return SIZE_MAX;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
