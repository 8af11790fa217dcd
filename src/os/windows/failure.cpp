#include "failure.hpp"

#include "codecs/wide.hpp"
#include "python/raise.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

struct Mapped {
    DWORD first, last;
    int number;
};

/// Ranges, in order.
constexpr Mapped table[] = {
    {ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ENOENT},
    {ERROR_TOO_MANY_OPEN_FILES, ERROR_TOO_MANY_OPEN_FILES, EMFILE},
    {ERROR_ACCESS_DENIED, ERROR_ACCESS_DENIED, EACCES},
    {ERROR_INVALID_HANDLE, ERROR_INVALID_HANDLE, EBADF},
    {ERROR_ARENA_TRASHED, ERROR_INVALID_BLOCK, ENOMEM},
    {ERROR_BAD_ENVIRONMENT, ERROR_BAD_ENVIRONMENT, E2BIG},
    {ERROR_BAD_FORMAT, ERROR_BAD_FORMAT, ENOEXEC},
    {ERROR_INVALID_DRIVE, ERROR_INVALID_DRIVE, ENOENT},
    {ERROR_CURRENT_DIRECTORY, ERROR_CURRENT_DIRECTORY, EACCES},
    {ERROR_NOT_SAME_DEVICE, ERROR_NOT_SAME_DEVICE, EXDEV},
    {ERROR_NO_MORE_FILES, ERROR_NO_MORE_FILES, ENOENT},
    {ERROR_WRITE_PROTECT, ERROR_SHARING_BUFFER_EXCEEDED, EACCES},
    {ERROR_BAD_NETPATH, ERROR_BAD_NETPATH, ENOENT},
    {ERROR_NETWORK_ACCESS_DENIED, ERROR_NETWORK_ACCESS_DENIED, EACCES},
    {ERROR_BAD_NET_NAME, ERROR_BAD_NET_NAME, ENOENT},
    {ERROR_FILE_EXISTS, ERROR_FILE_EXISTS, EEXIST},
    {ERROR_CANNOT_MAKE, ERROR_FAIL_I24, EACCES},
    {ERROR_NO_PROC_SLOTS, ERROR_NO_PROC_SLOTS, EAGAIN},
    {ERROR_DRIVE_LOCKED, ERROR_DRIVE_LOCKED, EACCES},
    {ERROR_BROKEN_PIPE, ERROR_BROKEN_PIPE, EPIPE},
    {ERROR_DISK_FULL, ERROR_DISK_FULL, ENOSPC},
    {ERROR_INVALID_TARGET_HANDLE, ERROR_INVALID_TARGET_HANDLE, EBADF},
    {ERROR_WAIT_NO_CHILDREN, ERROR_CHILD_NOT_COMPLETE, ECHILD},
    {ERROR_DIRECT_ACCESS_HANDLE, ERROR_DIRECT_ACCESS_HANDLE, EBADF},
    {ERROR_SEEK_ON_DEVICE, ERROR_SEEK_ON_DEVICE, EACCES},
    {ERROR_DIR_NOT_EMPTY, ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
    {ERROR_NOT_LOCKED, ERROR_NOT_LOCKED, EACCES},
    {ERROR_BAD_PATHNAME, ERROR_BAD_PATHNAME, ENOENT},
    {ERROR_MAX_THRDS_REACHED, ERROR_MAX_THRDS_REACHED, EAGAIN},
    {ERROR_LOCK_FAILED, ERROR_LOCK_FAILED, EACCES},
    {ERROR_ALREADY_EXISTS, ERROR_ALREADY_EXISTS, EEXIST},
    {ERROR_INVALID_STARTING_CODESEG, ERROR_INFLOOP_IN_RELOC_CHAIN, ENOEXEC},
    {ERROR_FILENAME_EXCED_RANGE, ERROR_FILENAME_EXCED_RANGE, ENOENT},
    {ERROR_NESTING_NOT_ALLOWED, ERROR_NESTING_NOT_ALLOWED, EAGAIN},
    {ERROR_NO_DATA, ERROR_NO_DATA, EPIPE},
    {ERROR_DIRECTORY, ERROR_DIRECTORY, ENOTDIR},
    {ERROR_NO_UNICODE_TRANSLATION, ERROR_NO_UNICODE_TRANSLATION, EILSEQ},
    {ERROR_NOT_ENOUGH_QUOTA, ERROR_NOT_ENOUGH_QUOTA, ENOMEM},
};

/// The system's message, without the final full stop.
std::string message_of(DWORD error) {
    constexpr DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
    wchar_t text[1024];
    DWORD size = ::FormatMessageW(flags, nullptr, error, 0, text, static_cast<DWORD>(std::size(text)), nullptr);
    while (size > 0 && (text[size - 1] <= L' ' || text[size - 1] == L'.'))
        --size;
    return size > 0 ? narrow({text, size}) : "Windows Error " + std::to_string(error);
}

} // namespace

int errno_of(DWORD error) noexcept {
    const auto found = std::find_if(std::begin(table), std::end(table), [error](const Mapped& mapped) {
        return mapped.first <= error && error <= mapped.last;
    });
    return found != std::end(table) ? found->number : EINVAL;
}

void throw_windows_error(DWORD error, const std::string& filename) {
    throw_os_error(std::error_code(errno_of(error), std::generic_category()),
                   WindowsError{static_cast<int>(error), message_of(error)}, filename);
}

void throw_windows_error(DWORD error, detail::KeywordName keyword) {
    const std::string message = message_of(error).append(": ").append(keyword.text);
    throw_os_error(std::error_code(errno_of(error), std::generic_category()),
                   WindowsError{static_cast<int>(error), message}, {});
}

void throw_last_error(const std::string& filename) {
    throw_windows_error(::GetLastError(), filename);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
