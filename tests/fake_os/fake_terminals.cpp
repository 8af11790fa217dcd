#include "fake_os/fake_os.hpp"

#include "os/process.hpp"
#include "os/terminal.hpp"

#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

using tests::fake_os;

namespace {

Handle new_side() {
    fake_os().open_handles.push_back(++fake_os().last_handle);
    return Handle(tests::handle_of(fake_os().last_handle));
}

} // namespace

Terminal open_terminal(const TerminalSettings& settings) {
    fake_os().calls.push_back("open_terminal " + std::to_string(settings.size.rows) + 'x' +
                              std::to_string(settings.size.cols));
    Handle first = new_side();
    return {std::move(first), new_side(), Handle(), nullptr};
}

void resize_terminal(Process*, NativeHandle handle, TerminalSize) {
    fake_os().calls.push_back("resize " + std::to_string(tests::number_of(handle)));
}

Typing typing_at(NativeHandle) noexcept {
    return {true, "(line)", "(end)"};
}

char enter_key() noexcept {
    return fake_os().enter_key;
}

bool is_hang_up(int returncode) noexcept {
    return returncode == -1;
}

bool is_hung_up(NativeHandle) {
    return false;
}

std::size_t longest_typed_line() noexcept {
    return 4095;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
