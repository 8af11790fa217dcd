#include "io.hpp"

#include "os/streams.hpp"
#include "os/windows/failure.hpp"

#include <algorithm>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr std::size_t largest_portion = 1 << 20; // the size is a DWORD, and more is not faster

DWORD portion_of(std::size_t size) {
    return static_cast<DWORD>(std::min(size, largest_portion));
}

Handle make_event() {
    const HANDLE event = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
    check(event != nullptr);
    return Handle(event);
}

} // namespace

Operation::Operation() : m_event(make_event()) {}

void Operation::prepare(NativeHandle handle) {
    m_handle = handle;
    m_overlapped = {};
    m_overlapped.hEvent = m_event.get();
}

void Operation::started(BOOL is_over, DWORD count) {
    const DWORD error = is_over ? 0 : ::GetLastError();
    m_is_pending = error == ERROR_IO_PENDING;
    m_result = {error, count};
}

void Operation::read(NativeHandle handle, char* buffer, std::size_t size) {
    prepare(handle);
    DWORD count = 0;
    const BOOL is_over = ::ReadFile(handle, buffer, portion_of(size), &count, &m_overlapped);
    started(is_over, count);
}

void Operation::write(NativeHandle handle, std::string_view bytes) {
    prepare(handle);
    DWORD count = 0;
    const BOOL is_over = ::WriteFile(handle, bytes.data(), portion_of(bytes.size()), &count, &m_overlapped);
    started(is_over, count);
}

Operation::Result Operation::result() {
    if (m_is_pending) {
        m_is_pending = false;
        const BOOL is_done = ::GetOverlappedResult(m_handle, &m_overlapped, &m_result.count, TRUE);
        m_result.error = is_done ? 0 : ::GetLastError();
        if (m_result.error == ERROR_OPERATION_ABORTED) // by us, or because the thread that had begun it has ended
            m_result.error = 0;
    }
    return m_result;
}

Operation::Result Operation::cancel() {
    if (!m_is_pending)
        return {};
    ::CancelIoEx(m_handle, &m_overlapped);
    return result();
}

bool is_broken_pipe(DWORD error) noexcept {
    return error == ERROR_BROKEN_PIPE || error == ERROR_NO_DATA || error == ERROR_PIPE_NOT_CONNECTED;
}

std::size_t size_of_content(NativeHandle pipe) noexcept {
    DWORD size = 0;
    return ::PeekNamedPipe(pipe, nullptr, 0, nullptr, &size, nullptr) ? size : 0;
}

DWORD milliseconds_of(Deadline deadline) noexcept {
    if (deadline.is_never())
        return INFINITE;
    return static_cast<DWORD>(std::chrono::ceil<std::chrono::milliseconds>(deadline.remaining()).count());
}

DWORD wait_until(NativeHandle handle, Deadline deadline) noexcept {
    const HANDLE handles[] = {handle, deadline.trigger_handle()};
    const DWORD count = deadline.trigger_handle() == detail::no_handle ? 1 : 2;
    const DWORD result = ::WaitForMultipleObjects(count, handles, FALSE, milliseconds_of(deadline));
    return result == WAIT_OBJECT_0 + 1 ? WAIT_TIMEOUT : result;
}

// Blocking calls -----------------------------------------------------------------------------------------------------

namespace {

/// Reads until there are bytes: a read of none is not the end of file, since a program can write none.
Operation::Result read_and_wait(NativeHandle handle, char* memory, std::size_t size) {
    Operation operation;
    Operation::Result last;
    do {
        operation.read(handle, memory, size);
        last = operation.result();
    } while (last.error == 0 && last.count == 0 && size > 0);
    return last;
}

std::size_t count_or_throw(const Operation::Result& read) {
    const bool is_at_end = is_broken_pipe(read.error) || read.error == ERROR_HANDLE_EOF;
    if (read.error != 0 && !is_at_end)
        throw_windows_error(read.error);
    return read.count;
}

} // namespace

std::size_t read_some(NativeHandle handle, char* memory, std::size_t size) {
    return count_or_throw(read_and_wait(handle, memory, size));
}

std::size_t read_some(NativeHandle handle, std::string& bytes, std::size_t size) {
    const std::size_t before = bytes.size();
    bytes.resize(before + portion_of(size));
    const Operation::Result last = read_and_wait(handle, &bytes[before], size);
    bytes.resize(before + last.count);
    return count_or_throw(last);
}

namespace {

/// \return whether result() would not wait
bool completes_by(Deadline deadline, const Operation& operation) {
    while (operation.is_pending() && !operation.has_completed()) {
        if (deadline.has_passed())
            return false;
        ::WaitForSingleObject(operation.event(), milliseconds_of(deadline));
    }
    return true;
}

/// A read that is cancelled may have completed before that, and then has its bytes.
std::optional<Operation::Result> read_until(Deadline deadline, NativeHandle handle, char* memory, std::size_t size) {
    Operation operation;
    for (;;) {
        operation.read(handle, memory, size);
        const bool is_late = !completes_by(deadline, operation);
        const Operation::Result last = is_late ? operation.cancel() : operation.result();
        if (last.error != 0 || last.count > 0)
            return last;
        if (is_late && size_of_content(handle) > 0)
            return read_and_wait(handle, memory, size);
        if (is_late)
            return {};
    }
}

} // namespace

std::optional<std::size_t> read_some(NativeHandle handle, std::string& bytes, std::size_t size, Deadline deadline) {
    if (deadline.is_never())
        return read_some(handle, bytes, size);
    const std::size_t before = bytes.size();
    bytes.resize(before + portion_of(size));
    const std::optional<Operation::Result> last = read_until(deadline, handle, &bytes[before], size);
    bytes.resize(before + (last ? last->count : 0));
    if (!last)
        return {};
    return count_or_throw(*last);
}

/// For handles that are not overlapped: a read of an empty pipe would wait.
std::optional<std::size_t> read_what_is_there(NativeHandle handle, std::string& bytes) {
    DWORD size = 0;
    const bool is_pipe = ::GetFileType(handle) == FILE_TYPE_PIPE;
    if (is_pipe && !::PeekNamedPipe(handle, nullptr, 0, nullptr, &size, nullptr))
        return count_or_throw({::GetLastError(), 0});
    if (is_pipe && size == 0)
        return {};
    if (is_pipe)
        return read_some(handle, bytes, std::min(std::size_t{size}, pipe_capacity));
    char scratch[4096];
    const std::size_t count = read_file(handle, scratch, sizeof scratch);
    bytes.append(scratch, count);
    return count;
}

std::size_t write_some(NativeHandle handle, std::string_view bytes) {
    Operation operation;
    operation.write(handle, bytes);
    const Operation::Result last = operation.result();
    if (last.error != 0 && !is_broken_pipe(last.error))
        throw_windows_error(last.error);
    return last.count;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
