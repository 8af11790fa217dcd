// Parts of Windows: what the child was given, on stdout.
#include "../script.hpp"
#include "windows.hpp"

#include <cstdlib>

namespace {

// command-line: as it came, with no argument taken off
void print_command_line(Script&) {
    write_all(1, to_utf8(::GetCommandLineW()));
}

// startup: dwFlags and wShowWindow of STARTUPINFO
void print_startup(Script&) {
    STARTUPINFOW startup{};
    ::GetStartupInfoW(&startup);
    write_all(1, std::to_string(startup.dwFlags) + ' ' + std::to_string(startup.wShowWindow));
}

// handle VALUE: "open", or "none" when there is no such handle here
void print_handle(Script& script) {
    DWORD flags = 0;
    const bool is_open = ::GetHandleInformation(reinterpret_cast<HANDLE>(script.fd()), &flags) != 0;
    write_all(1, is_open ? "open" : "none");
}

// abort: as the C runtime does it
void abort_now(Script&) {
    std::abort();
}

// access-violation
void violate(Script&) {
    ::RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
}

} // namespace

const Part system_parts[] = {
    {"abort", &abort_now},     {"access-violation", &violate}, {"command-line", &print_command_line},
    {"handle", &print_handle}, {"startup", &print_startup},    {nullptr, nullptr},
};
