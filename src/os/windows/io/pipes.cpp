#include "pipes.hpp"

#include "os/streams.hpp"
#include "os/windows/failure.hpp"

#include <atomic>
#include <cwchar>
#include <iterator>
#include <random>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// The prefix of our pipes' names, in the form that the system returns.
std::wstring name_of_ours() {
    wchar_t name[32];
    std::swprintf(name, std::size(name), L"\\subprocess.%lu.", ::GetCurrentProcessId());
    return name;
}

/// Random, so that no other process can create this pipe first.
std::wstring unique_name() {
    static std::atomic<unsigned> count{0};
    std::random_device random;
    wchar_t name[80];
    std::swprintf(name, std::size(name), L"\\\\.\\pipe%ls%u.%u.%u", name_of_ours().c_str(), ++count, random(),
                  random());
    return name;
}

Handle owned(HANDLE handle) {
    check(handle != INVALID_HANDLE_VALUE);
    return Handle(handle);
}

} // namespace

/// Creates a named pipe, because an anonymous one cannot be read or written with a deadline. Our end is overlapped; the
/// child's is not, because programs do not expect that.
Pipe open_pipe(Access ours, std::optional<int> size) {
    const std::wstring name = unique_name();
    const bool we_read = ours == Access::read;
    const DWORD capacity = size ? static_cast<DWORD>(*size) : DWORD{pipe_capacity};
    const DWORD our_access = we_read ? PIPE_ACCESS_INBOUND : PIPE_ACCESS_OUTBOUND;
    Pipe pipe;
    pipe.ours =
        owned(::CreateNamedPipeW(name.c_str(), our_access | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                 PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1,
                                 capacity, capacity, 0, nullptr));
    // With access to attributes, because programs query and set the state of their standard streams.
    const DWORD their_access = we_read ? GENERIC_WRITE | FILE_READ_ATTRIBUTES : GENERIC_READ | FILE_WRITE_ATTRIBUTES;
    pipe.theirs = owned(::CreateFileW(name.c_str(), their_access, 0, nullptr, OPEN_EXISTING, 0, nullptr));
    return pipe;
}

FilePipe open_file_pipe(std::optional<int> size) {
    HANDLE reader = nullptr, writer = nullptr;
    check(::CreatePipe(&reader, &writer, nullptr, size ? static_cast<DWORD>(*size) : DWORD{pipe_capacity}));
    return {Handle(reader), Handle(writer)};
}

bool is_our_pipe(NativeHandle handle) {
    struct Name {
        FILE_NAME_INFO info;
        wchar_t rest[64];
    } name{};
    const std::wstring ours = name_of_ours();
    return ::GetFileType(handle) == FILE_TYPE_PIPE &&
           ::GetFileInformationByHandleEx(handle, FileNameInfo, &name, sizeof name) &&
           name.info.FileNameLength >= ours.size() * sizeof(wchar_t) &&
           ours.compare(0, ours.size(), name.info.FileName, ours.size()) == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
