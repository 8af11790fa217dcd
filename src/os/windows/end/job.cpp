#include "job.hpp"

#include "os/windows/failure.hpp"

#include <subprocess/error.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr detail::KeywordName tree_keyword{"tree"};

/// Nothing else is limited. In particular, no member may leave the job by CREATE_BREAKAWAY_FROM_JOB.
void limit(NativeHandle job, DWORD flags) {
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = flags;
    check(::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits), tree_keyword);
}

/// \return a handle that can be waited for, or an invalid one if the process has ended or may not be opened
Handle open_running(ULONG_PTR id, NativeHandle job) {
    constexpr DWORD rights = SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION;
    Handle process;
    if (const HANDLE opened = ::OpenProcess(rights, FALSE, static_cast<DWORD>(id)))
        process = Handle(opened);
    BOOL is_member = FALSE; // the id may be another process's by now
    const bool runs = process.valid() && ::IsProcessInJob(process.get(), job, &is_member) && is_member &&
                      ::WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
    return runs ? std::move(process) : Handle();
}

} // namespace

Job Job::create() {
    Job job;
    const HANDLE created = ::CreateJobObjectW(nullptr, nullptr);
    check(created != nullptr, tree_keyword);
    job.m_handle = Handle(created);
    limit(created, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE);
    return job;
}

void Job::add(NativeHandle process) const {
    check(::AssignProcessToJobObject(get(), process), tree_keyword);
}

std::vector<ULONG_PTR> Job::members() const {
    using List = JOBOBJECT_BASIC_PROCESS_ID_LIST;
    constexpr std::size_t head = offsetof(List, ProcessIdList) / sizeof(ULONG_PTR);
    for (std::size_t room = 16;; room *= 2) {
        std::vector<ULONG_PTR> memory(head + room);
        const auto size = static_cast<DWORD>(memory.size() * sizeof(ULONG_PTR));
        if (::QueryInformationJobObject(get(), JobObjectBasicProcessIdList, memory.data(), size, nullptr)) {
            const DWORD count = reinterpret_cast<const List*>(memory.data())->NumberOfProcessIdsInList;
            return {memory.begin() + head, memory.begin() + static_cast<std::ptrdiff_t>(head + count)};
        }
        if (::GetLastError() != ERROR_MORE_DATA)
            throw_last_error();
    }
}

std::optional<Handle> Job::running_member() const {
    const std::vector<ULONG_PTR> ids = members();
    if (ids.empty())
        return {};
    for (const ULONG_PTR id : ids)
        if (Handle process = open_running(id, get()); process.valid())
            return process;
    return Handle();
}

std::optional<Usage> Job::usage() const noexcept {
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION used{};
    constexpr double unit = 1e-7; // seconds
    const auto seconds = [](const LARGE_INTEGER& time) { return Seconds(static_cast<double>(time.QuadPart) * unit); };
    if (!::QueryInformationJobObject(get(), JobObjectBasicAccountingInformation, &used, sizeof used, nullptr) ||
        (used.TotalUserTime.QuadPart == 0 && used.TotalKernelTime.QuadPart == 0))
        return {};
    constexpr std::uint64_t unknown = 0;
    return Usage(seconds(used.TotalUserTime), seconds(used.TotalKernelTime), unknown);
}

void Job::terminate(UINT exit_code) const {
    if (::TerminateJobObject(get(), exit_code))
        return;
    const DWORD error = ::GetLastError();
    if (!members().empty())
        throw_windows_error(error);
}

void Job::release() {
    limit(get(), 0);
    m_handle.close();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
