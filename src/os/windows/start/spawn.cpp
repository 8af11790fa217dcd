// Starts a child. A start walks through these files, in this order:
//
//     validate.cpp        refuses what cannot work, before anything is opened
//     command.cpp         makes the command line, or leaves it to batch_command.cpp if the program is a batch file
//     inheritance.cpp     makes inheritable copies of the handles that the child gets
//     attribute_list.cpp  names those handles to CreateProcess, which passes on no others
//     ../end/             windows_process.cpp is what the caller gets: it waits for the child
#include "os/finished_start.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"

#include "attribute_list.hpp"
#include "codecs/wide.hpp"
#include "command.hpp"
#include "inheritance.hpp"
#include "os/windows/ask/environment.hpp"
#include "os/windows/end/windows_process.hpp"
#include "os/windows/failure.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

SRWLOCK starts = SRWLOCK_INIT; // not std::shared_mutex: the first users of MinGW's all get in at once

/// The handles for a child are inheritable while it starts. A child that inherits all inheritable handles must not get
/// those of another one, so it starts alone. All other children may start at the same time.
class Turn {
public:
    explicit Turn(const Start& start) : m_is_shared(start.close_fds) {
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

STARTUPINFOEXW startup_info_of(const Start& start, const InheritedHandles& handles) {
    STARTUPINFOEXW extended{};
    ::STARTUPINFOW& info = extended.StartupInfo;
    info.cb = sizeof extended;
    if (const StartupInfo* given = start.windows.startup_info) {
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
    if (start.command.shell) {
        info.dwFlags |= STARTF_USESHOWWINDOW;
        info.wShowWindow = SW_HIDE;
    }
    return extended;
}

bool is_folder(const std::wstring& path) {
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/// The error code for an over-long cwd does not tell that the cwd is the problem.
[[noreturn]] void throw_failure(const Start& start, const std::wstring& directory, DWORD error) {
    if (start.cwd && (error == ERROR_DIRECTORY || !is_folder(directory)))
        throw_windows_error(ERROR_DIRECTORY, *start.cwd);
    const bool is_about_file = error != ERROR_INVALID_PARAMETER && error != ERROR_FILENAME_EXCED_RANGE;
    throw_windows_error(error, is_about_file ? program_of(start) : std::string());
}

Started create_process(const Start& start) {
    CreateCommand command = command_of(start);
    std::wstring variables = start.environment ? environment_block(*start.environment) : std::wstring();
    const std::wstring directory = start.cwd ? widen(*start.cwd) : std::wstring();

    const Turn turn(start);
    InheritedHandles handles(start);
    STARTUPINFOEXW info = startup_info_of(start, handles);
    const AttributeList attributes(handles.listed());
    info.lpAttributeList = attributes.get();
    const bool inherits = !handles.listed().empty() || !start.close_fds;
    const DWORD flags = start.windows.creation_flags | EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT;
    PROCESS_INFORMATION started{};
    if (!::CreateProcessW(command.application ? command.application->c_str() : nullptr, command.line.data(), nullptr,
                          nullptr, inherits, flags, start.environment ? variables.data() : nullptr,
                          start.cwd ? directory.c_str() : nullptr, &info.StartupInfo, &started))
        throw_failure(start, directory, ::GetLastError());
    const bool has_group = (flags & CREATE_NEW_PROCESS_GROUP) != 0;
    Started child{static_cast<int>(started.dwProcessId), Handle(started.hProcess), has_group};
    ::CloseHandle(started.hThread);
    handles.start_relays();
    return child;
}

} // namespace

std::unique_ptr<Process> spawn(const Start& start) {
    // `new` allocates before the child is created: nothing may fail once it runs.
    return std::unique_ptr<Process>(new WindowsProcess(create_process(start)));
}

std::unique_ptr<PendingStart> begin_spawn(const Start& start) {
    return std::make_unique<FinishedStart>(spawn(start));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
