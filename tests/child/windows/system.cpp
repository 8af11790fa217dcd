#include "../script.hpp"
#include "windows.hpp"

#include <cwchar>

namespace {

DWORD standard_stream_name(Fd fd) {
    return fd == 0 ? STD_INPUT_HANDLE : fd == 1 ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE;
}

bool is_standard_stream(Fd fd) {
    return fd >= 0 && fd <= 2;
}

HANDLE handle_of(Fd fd) {
    return is_standard_stream(fd) ? ::GetStdHandle(standard_stream_name(fd)) : reinterpret_cast<HANDLE>(fd);
}

/// Quotes a word for the Microsoft C runtime.
std::wstring quoted(const std::string& word) {
    std::wstring text = L"\"";
    std::size_t backslashes = 0;
    for (const wchar_t c : to_wide(word)) {
        if (c == L'"')
            text.append(backslashes + 1, L'\\');
        backslashes = c == L'\\' ? backslashes + 1 : 0;
        text += c;
    }
    return text.append(backslashes, L'\\') + L'"';
}

DWORD parent_of(DWORD id) {
    DWORD parent = 0;
    const HANDLE snapshot = ::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    PROCESSENTRY32W process{};
    process.dwSize = sizeof process;
    for (BOOL more = ::Process32FirstW(snapshot, &process); more; more = ::Process32NextW(snapshot, &process))
        if (process.th32ProcessID == id)
            parent = process.th32ParentProcessID;
    ::CloseHandle(snapshot);
    return parent;
}

} // namespace

std::wstring to_wide(const std::string& text) {
    const int length = static_cast<int>(text.size());
    std::wstring wide(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, text.data(), length, nullptr, 0)), 0);
    ::MultiByteToWideChar(CP_UTF8, 0, text.data(), length, wide.data(), static_cast<int>(wide.size()));
    return wide;
}

// Written by hand, so that lone surrogates stay visible as three bytes each.
std::string to_utf8(const std::wstring& text) {
    std::string bytes;
    const auto put = [&](unsigned lead, unsigned long c, int more) {
        bytes += static_cast<char>(lead | c >> (6 * more));
        while (more-- > 0)
            bytes += static_cast<char>(0x80 | (c >> (6 * more) & 0x3F));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned long c = text[i];
        const bool is_pair = (c & 0xFC00) == 0xD800 && i + 1 < text.size() && (text[i + 1] & 0xFC00) == 0xDC00;
        if (is_pair)
            c = 0x10000 + ((c & 0x3FF) << 10) + (text[++i] & 0x3FFUL);
        c < 0x80 ? put(0, c, 0) : c < 0x800 ? put(0xC0, c, 1) : c < 0x10000 ? put(0xE0, c, 2) : put(0xF0, c, 3);
    }
    return bytes;
}

void fail(const char* what) {
    const std::string text = what + (": error " + std::to_string(::GetLastError())) + '\n';
    DWORD written = 0;
    ::WriteFile(handle_of(2), text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
    ::ExitProcess(99);
}

void exit_now(int code) {
    ::ExitProcess(static_cast<UINT>(code));
}

void write_all(Fd fd, const char* data, std::size_t size) {
    while (size > 0) {
        DWORD written = 0;
        if (!::WriteFile(handle_of(fd), data, static_cast<DWORD>(size), &written, nullptr))
            fail("child: write");
        data += written;
        size -= written;
    }
}

std::size_t read_some(Fd fd, char* data, std::size_t size) {
    DWORD count = 0;
    const BOOL read = ::ReadFile(handle_of(fd), data, static_cast<DWORD>(size), &count, nullptr);
    if (!read && ::GetLastError() != ERROR_BROKEN_PIPE)
        fail("child: read");
    return count;
}

void close_now(Fd fd) {
    ::CloseHandle(handle_of(fd));
    if (is_standard_stream(fd))
        ::SetStdHandle(standard_stream_name(fd), nullptr);
}

std::vector<std::string> environment() {
    std::vector<std::string> variables;
    wchar_t* const block = ::GetEnvironmentStringsW();
    for (const wchar_t* next = block; *next != 0; next += std::wcslen(next) + 1)
        variables.push_back(to_utf8(next));
    ::FreeEnvironmentStringsW(block);
    return variables;
}

std::string current_folder() {
    std::wstring path(::GetCurrentDirectoryW(0, nullptr), 0);
    path.resize(::GetCurrentDirectoryW(static_cast<DWORD>(path.size()), path.data()));
    return to_utf8(path);
}

std::vector<int> process_ids() {
    const DWORD id = ::GetCurrentProcessId();
    return {static_cast<int>(id), static_cast<int>(parent_of(id))};
}

void start_grandchild(const std::vector<std::string>& script) {
    std::wstring path(32768, 0);
    path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    std::wstring line = L"grandchild";
    for (const std::string& word : script)
        line += L' ' + quoted(word);

    STARTUPINFOW startup{};
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = handle_of(0);
    startup.hStdOutput = handle_of(1);
    startup.hStdError = handle_of(2);
    PROCESS_INFORMATION started{};
    if (!::CreateProcessW(path.c_str(), line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup, &started))
        fail("child: CreateProcess");
    ::CloseHandle(started.hThread);
    ::CloseHandle(started.hProcess);
}

// Without this, mingw-w64's runtime would expand * and ? to file names.
extern "C" {
int _dowildcard = 0;
}

int wmain(int argc, wchar_t** argv) {
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX); // no message box may block the child
    std::vector<std::string> words;
    for (int i = 0; i < argc; ++i)
        words.push_back(to_utf8(argv[i]));
    Script(std::move(words)).play();
    return 0;
}
