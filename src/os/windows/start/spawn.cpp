#include "os/process.hpp"
#include "os/stdio.hpp"

#include "attribute_list.hpp"
#include "codecs/wide.hpp"
#include "command.hpp"
#include "inheritance.hpp"
#include "os/windows/ask/environment.hpp"
#include "os/windows/failure.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

SRWLOCK starts = SRWLOCK_INIT; // not std::shared_mutex: MinGW's lets its first users in all at once

/// Whoever inherits all that can be inherited must not find the handles that are meant for another child, which can be
/// inherited while that one starts. All others may start at the same time.
class Turn {
public:
    explicit Turn(const SpawnRequest& request) : m_is_shared(request.close_fds) {
        if (m_is_shared)
            ::AcquireSRWLockShared(&starts);
        else
            ::AcquireSRWLockExclusive(&starts);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        if (m_is_shared)
            ::ReleaseSRWLockShared(&starts);
        else
            ::ReleaseSRWLockExclusive(&starts);
    }

private:
    bool m_is_shared;
};

STARTUPINFOEXW startup_info_of(const SpawnRequest& request, const InheritedHandles& handles) {
    STARTUPINFOEXW extended{};
    ::STARTUPINFOW& info = extended.StartupInfo;
    info.cb = sizeof extended;
    if (const StartupInfo* given = request.startup_info) {
        info.dwFlags = given->dwFlags;
        info.wShowWindow = given->wShowWindow;
        info.hStdInput = given->hStdInput;
        info.hStdOutput = given->hStdOutput;
        info.hStdError = given->hStdError;
    }
    if (handles.has_standard()) {
        info.dwFlags |= STARTF_USESTDHANDLES;
        info.hStdInput = handles.standard(Stdio::in);
        info.hStdOutput = handles.standard(Stdio::out);
        info.hStdError = handles.standard(Stdio::err);
    }
    if (request.shell) {
        info.dwFlags |= STARTF_USESHOWWINDOW;
        info.wShowWindow = SW_HIDE;
    }
    return extended;
}

bool is_folder(const std::wstring& path) {
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/// Of a name that is too long for a folder the error does not say that it is about the folder.
[[noreturn]] void throw_failure(const SpawnRequest& request, const std::wstring& directory, DWORD error) {
    if (request.cwd && (error == ERROR_DIRECTORY || !is_folder(directory)))
        throw_windows_error(ERROR_DIRECTORY, *request.cwd);
    const bool is_about_file = error != ERROR_INVALID_PARAMETER && error != ERROR_FILENAME_EXCED_RANGE;
    throw_windows_error(error, is_about_file ? program_of(request) : std::string());
}

} // namespace

std::unique_ptr<Process> spawn(const SpawnRequest& request) {
    auto process = std::make_unique<Process>(); // made first: there is no way back once the child runs
    CreateCommand command = command_of(request);
    std::wstring variables = request.environment ? environment_block(*request.environment) : std::wstring();
    const std::wstring directory = request.cwd ? widen(*request.cwd) : std::wstring();

    const Turn turn(request);
    InheritedHandles handles(request);
    STARTUPINFOEXW info = startup_info_of(request, handles);
    const AttributeList attributes(handles.listed());
    info.lpAttributeList = attributes.get();
    const bool inherits = !handles.listed().empty() || !request.close_fds;
    const DWORD flags = request.creation_flags | EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT;
    PROCESS_INFORMATION started{};
    if (!::CreateProcessW(command.application ? command.application->c_str() : nullptr, command.line.data(), nullptr,
                          nullptr, inherits, flags, request.environment ? variables.data() : nullptr,
                          request.cwd ? directory.c_str() : nullptr, &info.StartupInfo, &started))
        throw_failure(request, directory, ::GetLastError());
    process->handle = Handle(started.hProcess);
    process->pid = static_cast<int>(started.dwProcessId);
    ::CloseHandle(started.hThread);
    handles.start_relays();
    return process;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
