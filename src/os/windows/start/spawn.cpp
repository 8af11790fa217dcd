// Starts a child. A start walks through these files, in this order:
//
//     validate.cpp        refuses what cannot work, before anything is opened
//     command.cpp         makes the command line, or leaves it to batch_command.cpp if the program is a batch file
//     ../io/              pseudo_console.cpp opens the terminal, if there is to be one
//     inheritance.cpp     makes inheritable copies of the handles that the child gets
//     attribute_list.cpp  names those handles to CreateProcess, which passes on no others, and the job of a tree
//     ../end/             windows_process.cpp is what the caller gets: it waits for the child. With a tree it is
//                         job_process.cpp
#include "os/finished_start.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"

#include "attribute_list.hpp"
#include "codecs/wide.hpp"
#include "command.hpp"
#include "inheritance.hpp"
#include "os/windows/ask/environment.hpp"
#include "os/windows/end/job.hpp"
#include "os/windows/end/job_process.hpp"
#include "os/windows/end/windows_process.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/io/pseudo_console.hpp"

#include <memory>
#include <string>
#include <utility>

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

struct Created {
    Handle process, thread;
    int pid = 0;
};

/// A call of CreateProcess. If it fails with a job, it can be repeated without.
class Creation {
public:
    explicit Creation(const Start& start)
        : m_start(start), m_command(command_of(start)),
          m_variables(start.environment ? environment_block(*start.environment) : std::wstring()),
          m_directory(start.cwd ? widen(*start.cwd) : std::wstring()), m_turn(start), m_handles(start) {
        if (start.windows.console != nullptr)
            start.windows.console->open();
    }

    /// \param job null: the process becomes a member of no job but ours
    /// \param flags in addition to those that the user gave
    /// \return the error, or 0
    DWORD run(const HANDLE* job, DWORD flags, Created& created) {
        AttributeList attributes;
        if (!m_handles.listed().empty())
            attributes.limit_inheritance(m_handles.listed());
        if (const DWORD refusal = job != nullptr ? attributes.place_in(*job) : 0)
            return refusal;
        if (m_start.windows.console != nullptr)
            attributes.attach_to(m_start.windows.console->get());
        STARTUPINFOEXW info = startup_info_of(m_start, m_handles);
        info.lpAttributeList = attributes.get();
        flags |= m_start.windows.creation_flags | EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT;
        const bool inherits = !m_handles.listed().empty() || !m_start.close_fds;
        std::wstring line = job != nullptr ? m_command.line : std::move(m_command.line); // CreateProcess may change it
        PROCESS_INFORMATION started{};
        if (!::CreateProcessW(m_command.application ? m_command.application->c_str() : nullptr, line.data(), nullptr,
                              nullptr, inherits, flags, m_start.environment ? m_variables.data() : nullptr,
                              m_start.cwd ? m_directory.c_str() : nullptr, &info.StartupInfo, &started))
            return ::GetLastError();
        created = {Handle(started.hProcess), Handle(started.hThread), static_cast<int>(started.dwProcessId)};
        return 0;
    }

    /// The error code for an over-long cwd does not tell that the cwd is the problem.
    [[noreturn]] void fail(DWORD error) const {
        if (m_start.cwd && (error == ERROR_DIRECTORY || !is_folder(m_directory)))
            throw_windows_error(ERROR_DIRECTORY, *m_start.cwd);
        const bool is_about_file = error != ERROR_INVALID_PARAMETER && error != ERROR_FILENAME_EXCED_RANGE;
        throw_windows_error(error, is_about_file ? shown_program_of(m_start) : std::string());
    }

    /// Call it once the child runs.
    void start_relays() { m_handles.start_relays(); }

private:
    const Start& m_start;
    CreateCommand m_command;
    std::wstring m_variables, m_directory;
    const Turn m_turn;
    InheritedHandles m_handles;
};

/// Errors by which CreateProcess may mean the job: before Windows 10 it cannot place a process in one, and a job that
/// we are in ourselves may forbid it.
bool may_be_about_job(DWORD error) {
    return error == ERROR_NOT_SUPPORTED || error == ERROR_INVALID_PARAMETER || error == ERROR_ACCESS_DENIED;
}

/// If this step fails, the child is ended.
template <class Step> void step_or_end(const Created& child, Step step) {
    try {
        step();
    } catch (...) {
        ::TerminateProcess(child.process.get(), 1);
        ::WaitForSingleObject(child.process.get(), INFINITE);
        throw;
    }
}

/// The child is suspended until it is in the job. A CREATE_SUSPENDED of the user's leaves it so.
Created create_and_place(const Start& start, Creation& creation, const Job& job) {
    Created child;
    if (const DWORD error = creation.run(nullptr, CREATE_SUSPENDED, child))
        creation.fail(error);
    step_or_end(child, [&] {
        job.add(child.process.get());
        if ((start.windows.creation_flags & CREATE_SUSPENDED) == 0)
            check(::ResumeThread(child.thread.get()) != static_cast<DWORD>(-1));
    });
    return child;
}

Created create(const Start& start, Creation& creation, const Job& job) {
    Created child;
    const HANDLE place = job.get();
    const DWORD error = creation.run(job.valid() ? &place : nullptr, 0, child);
    if (error == 0)
        return child;
    if (job.valid() && may_be_about_job(error))
        return create_and_place(start, creation, job);
    creation.fail(error);
}

Started create_process(const Start& start, const Job& job) {
    Creation creation(start);
    Created child = create(start, creation, job);
    const std::shared_ptr<PseudoConsole>& console = start.windows.console;
    if (console != nullptr)
        step_or_end(child, [&] { console->close_after(child.process.get()); });
    creation.start_relays();
    const bool has_group = (start.windows.creation_flags & CREATE_NEW_PROCESS_GROUP) != 0;
    return {child.pid, std::move(child.process), has_group, console};
}

} // namespace

std::unique_ptr<Process> spawn(const Start& start) {
    // `new` allocates before the child is created: nothing may fail once it runs.
    if (!start.tree)
        return std::unique_ptr<Process>(new WindowsProcess(create_process(start, Job())));
    Job job = Job::create();
    return std::unique_ptr<Process>(new JobProcess(create_process(start, job), std::move(job)));
}

std::unique_ptr<PendingStart> begin_spawn(const Start& start) {
    return start_at_once([&] { return spawn(start); });
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
