// Parts for Windows: they report on stdout what the child was given.
#include "../script.hpp"
#include "windows.hpp"

#include <atomic>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <thread>

namespace {

// command-line: prints the whole command line, unparsed
void print_command_line(Script&) {
    write_all(1, to_utf8(::GetCommandLineW()));
}

// startup: prints dwFlags and wShowWindow of STARTUPINFO
void print_startup(Script&) {
    STARTUPINFOW startup{};
    ::GetStartupInfoW(&startup);
    write_all(1, std::to_string(startup.dwFlags) + ' ' + std::to_string(startup.wShowWindow));
}

// handle VALUE: prints "open", or "none" if the child has no such handle
void print_handle(Script& script) {
    DWORD flags = 0;
    const bool is_open = ::GetHandleInformation(reinterpret_cast<HANDLE>(script.fd()), &flags) != 0;
    write_all(1, is_open ? "open" : "none");
}

std::wstring pipe_name(DWORD stream) {
    struct {
        FILE_NAME_INFO info;
        wchar_t rest[MAX_PATH];
    } name{};
    if (!::GetFileInformationByHandleEx(::GetStdHandle(stream), FileNameInfo, &name, sizeof name))
        fail("child: a stream is no pipe");
    return {name.info.FileName, name.info.FileNameLength / sizeof(wchar_t)};
}

// same-pipe: prints "same" if stdout and stderr are one pipe
void compare_pipes(Script&) {
    write_all(1, pipe_name(STD_OUTPUT_HANDLE) == pipe_name(STD_ERROR_HANDLE) ? "same" : "different");
}

// Both threads use the same handle at the same time.
void in_two_threads(const std::function<void(char)>& work) {
    std::thread other(work, 'b');
    work('a');
    other.join();
}

// write-twice COUNT: two threads write COUNT times a thousand bytes each to stdout
void write_twice(Script& script) {
    const int count = script.number();
    in_two_threads([count](char letter) {
        const std::string bytes(1000, letter);
        for (int i = 0; i < count; ++i)
            write_all(1, bytes);
    });
}

// read-twice: two threads read stdin to its end; prints how many bytes they got
void read_twice(Script&) {
    std::atomic<std::size_t> total{0};
    in_two_threads([&total](char) {
        char buffer[1000];
        while (const std::size_t count = read_some(0, buffer, sizeof buffer))
            total += count;
    });
    write_all(1, std::to_string(total));
}

/// A side of the console, whatever the standard streams are.
Fd open_console(const wchar_t* side) {
    const HANDLE console = ::CreateFileW(side, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                         nullptr, OPEN_EXISTING, 0, nullptr);
    if (console == INVALID_HANDLE_VALUE)
        fail("child: there is no console");
    return reinterpret_cast<Fd>(console);
}

// show COUNT TEXT: writes COUNT lines to the console
void show_lines(Script& script) {
    const int count = script.number();
    const std::string line = script.word() + "\r\n";
    const Fd console = open_console(L"CONOUT$");
    for (int i = 0; i < count; ++i)
        write_all(console, line);
}

// show-size: writes the size of the console to it
void show_size(Script&) {
    const Fd console = open_console(L"CONOUT$");
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (!::GetConsoleScreenBufferInfo(reinterpret_cast<HANDLE>(console), &info))
        fail("child: the console has no size");
    write_all(console, std::to_string(info.srWindow.Bottom - info.srWindow.Top + 1) + 'x' +
                           std::to_string(info.srWindow.Right - info.srWindow.Left + 1) + ".\r\n");
}

// show-streams: writes to the console whether each standard stream is the console, or, as under Wine, missing
void show_streams(Script&) {
    bool is_only_console = true;
    for (const DWORD stream : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) {
        const HANDLE handle = ::GetStdHandle(stream);
        DWORD mode = 0;
        is_only_console = is_only_console && (handle == nullptr || ::GetConsoleMode(handle, &mode));
    }
    write_all(open_console(L"CONOUT$"), is_only_console ? "only the console" : "other streams");
}

// type-back: reads lines from the console until one begins with Ctrl-Z, which Wine does not take for the end; shows
// each in brackets, and then "the end"
void type_back(Script&) {
    const Fd keys = open_console(L"CONIN$"), console = open_console(L"CONOUT$");
    char line[1000];
    while (const std::size_t size = read_some(keys, line, sizeof line)) {
        if (line[0] == '\x1a')
            break;
        write_all(console, '[' + std::string(line, size - 2) + "]\r\n");
    }
    write_all(console, "the end\r\n");
}

// break-away: starts a process outside of our job; prints "left", or the error
void break_away(Script& script) {
    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    PROCESS_INFORMATION started{};
    std::wstring line = to_wide('"' + script.name() + "\" exit 0");
    const BOOL has_left = ::CreateProcessW(nullptr, line.data(), nullptr, nullptr, FALSE, CREATE_BREAKAWAY_FROM_JOB,
                                           nullptr, nullptr, &startup, &started);
    write_all(1, has_left ? "left" : "error " + std::to_string(::GetLastError()));
    ::CloseHandle(started.hThread);
    ::CloseHandle(started.hProcess);
}

// abort: calls the C runtime's abort()
void abort_now(Script&) {
    std::abort();
}

// access-violation
void violate(Script&) {
    ::RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, nullptr);
}

UINT code_at_break = 0;

BOOL WINAPI end_at_break(DWORD) {
    ::TerminateProcess(::GetCurrentProcess(), code_at_break);
    return TRUE;
}

// on-break CODE: returns CODE when CTRL_BREAK_EVENT comes
void on_break(Script& script) {
    code_at_break = static_cast<UINT>(script.number());
    ::SetConsoleCtrlHandler(&end_at_break, TRUE);
}

} // namespace

const Part system_parts[] = {
    {"abort", &abort_now},
    {"access-violation", &violate},
    {"break-away", &break_away},
    {"command-line", &print_command_line},
    {"handle", &print_handle},
    {"on-break", &on_break},
    {"read-twice", &read_twice},
    {"same-pipe", &compare_pipes},
    {"show", &show_lines},
    {"show-size", &show_size},
    {"show-streams", &show_streams},
    {"startup", &print_startup},
    {"type-back", &type_back},
    {"write-twice", &write_twice},
    {nullptr, nullptr},
};
