#include "support/windows/processes.hpp"

#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

namespace tests {
namespace {

using subprocess::Handle;

Handle open_process(DWORD id) {
    const HANDLE process = ::OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id);
    return process == nullptr ? Handle() : Handle(process);
}

/// Excludes children of an ended process whose id we now have.
bool is_younger_than_us(DWORD id) {
    const auto start_of = [](HANDLE process) {
        FILETIME created{}, ignored{};
        ::GetProcessTimes(process, &created, &ignored, &ignored, &ignored);
        return created;
    };
    const FILETIME ours = start_of(::GetCurrentProcess());
    const FILETIME other = start_of(open_process(id).get());
    return ::CompareFileTime(&ours, &other) <= 0;
}

bool is_running(DWORD id) {
    const Handle process = open_process(id);
    return process.valid() && ::WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
}

} // namespace

const int killed = 1;
const int terminated = 1;

// Under Wine, a process that is ended while it starts another one leaves that half-created, with its handles open.
double time_to_start() {
    return 2;
}

int often(int count) {
    return count / 10;
}

double cpu_seconds_of_this_thread() {
    FILETIME created{}, ended{}, times[2]{};
    ::GetThreadTimes(::GetCurrentThread(), &created, &ended, &times[0], &times[1]);
    double seconds = 0;
    for (const FILETIME& time : times)
        seconds += (static_cast<double>(time.dwHighDateTime) * 4294967296.0 + time.dwLowDateTime) * 1e-7;
    return seconds;
}

int threads() {
    const Handle snapshot(::CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0));
    THREADENTRY32 thread{};
    thread.dwSize = sizeof thread;
    int count = 0;
    for (BOOL more = ::Thread32First(snapshot.get(), &thread); more; more = ::Thread32Next(snapshot.get(), &thread))
        count += thread.th32OwnerProcessID == ::GetCurrentProcessId();
    return count;
}

int own_pid() {
    return static_cast<int>(::GetCurrentProcessId());
}

bool exists(int pid) {
    return is_running(static_cast<DWORD>(pid));
}

std::vector<int> running_children() {
    std::vector<int> children;
    const Handle snapshot(::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
    PROCESSENTRY32W process{};
    process.dwSize = sizeof process;
    for (BOOL more = ::Process32FirstW(snapshot.get(), &process); more;
         more = ::Process32NextW(snapshot.get(), &process))
        if (process.th32ParentProcessID == ::GetCurrentProcessId() && is_running(process.th32ProcessID) &&
            is_younger_than_us(process.th32ProcessID))
            children.push_back(static_cast<int>(process.th32ProcessID));
    return children;
}

void await_end(const subprocess::Popen& process) {
    ::WaitForSingleObject(process.native_handle(), INFINITE);
}

void reap_detached() {
    for (const int pid : running_children()) {
        const Handle process = open_process(static_cast<DWORD>(pid));
        if (process.valid())
            ::WaitForSingleObject(process.get(), INFINITE);
    }
    subprocess::cleanup();
}

} // namespace tests
