#include "pseudo_console.hpp"

#include <atomic>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

std::atomic<const PseudoConsoleCalls*> replaced_calls{nullptr};

template <class Function> void find_call(HMODULE library, const char* name, Function& function) noexcept {
    function = reinterpret_cast<Function>(reinterpret_cast<void*>(::GetProcAddress(library, name)));
}

PseudoConsoleCalls calls_of_system() noexcept {
    const HMODULE library = ::GetModuleHandleW(L"kernel32.dll");
    PseudoConsoleCalls calls{};
    find_call(library, "CreatePseudoConsole", calls.create);
    find_call(library, "ResizePseudoConsole", calls.resize);
    find_call(library, "ClosePseudoConsole", calls.close);
    return calls;
}

} // namespace

PseudoConsoleCalls pseudo_console_calls() noexcept {
    static const PseudoConsoleCalls calls = calls_of_system();
    const PseudoConsoleCalls* const replaced = replaced_calls;
    return replaced != nullptr ? *replaced : calls;
}

void set_pseudo_console_calls(const PseudoConsoleCalls* calls) noexcept {
    replaced_calls = calls;
}

/// Windows refuses to resize no console because of the argument, and Wine 8 because it cannot resize any. There the
/// standard streams of a child are not its console either.
const char* why_no_pseudo_console() noexcept {
    const PseudoConsoleCalls calls = pseudo_console_calls();
    if (calls.create == nullptr || calls.resize == nullptr || calls.close == nullptr)
        return "pty needs a pseudoconsole, which Windows has since version 10 1809";
    if (calls.resize(nullptr, {1, 1}) == E_NOTIMPL)
        return "pty needs a pseudoconsole that can be resized, which this system has not implemented (Wine 8, for one)";
    return nullptr;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
