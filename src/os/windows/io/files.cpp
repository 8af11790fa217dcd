#include "os/stdio.hpp"
#include "os/streams.hpp"

#include "codecs/wide.hpp"
#include "duplicate.hpp"
#include "io.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/filled.hpp"
#include "pipes.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// The form that CreateFile accepts beyond MAX_PATH: absolute, with the prefix that switches off parsing.
std::wstring file_name(const std::string& path) {
    const std::wstring name = widen(path);
    constexpr std::size_t always_short_enough = 240;
    if (name.size() <= always_short_enough || name.compare(0, 4, L"\\\\?\\") == 0)
        return name;
    const std::wstring absolute = filled(
        [&name](wchar_t* buffer, DWORD size) { return ::GetFullPathNameW(name.c_str(), size, buffer, nullptr); });
    if (absolute.compare(0, 2, L"\\\\") == 0)
        return L"\\\\?\\UNC\\" + absolute.substr(2);
    return L"\\\\?\\" + absolute;
}

DWORD access_of(const FileMode& mode) {
    const DWORD appending = FILE_GENERIC_WRITE & ~static_cast<DWORD>(FILE_WRITE_DATA); // then the system appends
    const DWORD writing = mode.append ? appending : GENERIC_WRITE;
    return (mode.read ? GENERIC_READ : 0) | (mode.write ? writing : 0);
}

DWORD disposition_of(const FileMode& mode) {
    if (mode.create && mode.exclusive)
        return CREATE_NEW;
    if (mode.create)
        return mode.truncate ? CREATE_ALWAYS : OPEN_ALWAYS;
    return mode.truncate ? TRUNCATE_EXISTING : OPEN_EXISTING;
}

Handle open(const std::wstring& name, const FileMode& mode, const std::string& path) {
    constexpr DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    const HANDLE file = ::CreateFileW(name.c_str(), access_of(mode), sharing, nullptr, disposition_of(mode),
                                      FILE_ATTRIBUTE_NORMAL, nullptr);
    check(file != INVALID_HANDLE_VALUE, path);
    return Handle(file);
}

} // namespace

Handle open_file(const std::string& path, const FileMode& mode) {
    return open(file_name(path), mode, path);
}

Handle open_null_device() {
    FileMode mode;
    mode.read = mode.write = true;
    return open(L"NUL", mode, "NUL");
}

Handle duplicate(NativeHandle handle) {
    return duplicate(handle, Inheritable::no);
}

/// A handle that was opened by others cannot be waited for: it is not overlapped.
bool can_be_waited_for(NativeHandle handle, Access) {
    return is_our_pipe(handle);
}

std::size_t read_file(NativeHandle handle, char* memory, std::size_t size) {
    DWORD count = 0;
    const BOOL is_read = ::ReadFile(handle, memory, static_cast<DWORD>(size), &count, nullptr);
    if (!is_read && !is_broken_pipe(::GetLastError()))
        throw_last_error();
    return count;
}

void write_file(NativeHandle handle, std::string_view bytes) {
    while (!bytes.empty()) {
        DWORD count = 0;
        check(::WriteFile(handle, bytes.data(), static_cast<DWORD>(bytes.size()), &count, nullptr));
        bytes.remove_prefix(count);
    }
}

NativeHandle standard_stream(Stdio which) noexcept {
    constexpr PerStdio<DWORD> names{{STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}};
    const HANDLE stream = ::GetStdHandle(names[which]);
    return stream != INVALID_HANDLE_VALUE ? stream : nullptr;
}

int close(NativeHandle handle) noexcept {
    return ::CloseHandle(handle) ? 0 : errno_of(::GetLastError());
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
