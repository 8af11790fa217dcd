#include "start_together.hpp"

#include "abandoned.hpp"
#include "attempt.hpp"
#include "ending.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "start_process.hpp"

#include <algorithm>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

using Processes = std::vector<std::unique_ptr<os::Process>>;

/// A wait that fails once is no reason to leave it.
bool ends_by(os::Process& process, Deadline deadline) noexcept {
    for (int tries = 2; tries > 0; --tries) {
        try {
            return process.wait_for_tree(deadline);
        } catch (...) {
        }
    }
    return false;
}

/// A child that has not ended by then is reaped later.
void reap(std::unique_ptr<os::Process> process, Deadline deadline) noexcept {
    if (!ends_by(*process, deadline))
        attempt([&] { abandon(std::move(process)); });
}

/// A killed child that does not end hangs in the kernel; one that may not be killed is not waited for.
void kill_and_reap(Processes& processes) noexcept {
    for (auto& process : processes) {
        try {
            process->kill_tree();
        } catch (...) {
            reap(std::move(process), Deadline::passed());
        }
    }
    const Deadline limit = Deadline::after(seconds_to_die);
    for (auto& process : processes)
        if (process != nullptr)
            reap(std::move(process), limit);
}

} // namespace

Processes start_together(const std::vector<const os::Start*>& wanted, std::size_t& failed) {
    const os::NotCancellable until_owned;
    std::vector<std::unique_ptr<os::PendingStart>> pending;
    Processes processes;
    pending.reserve(wanted.size());
    processes.reserve(wanted.size());
    try {
        for (const os::Start* const start : wanted)
            pending.push_back(begin_process(*start));
        for (auto& start : pending)
            processes.push_back(std::exchange(start, nullptr)->finish());
    } catch (...) {
        failed = pending.size() < wanted.size() ? pending.size() : processes.size();
        for (const auto& start : pending)
            if (start != nullptr)
                attempt([&] { processes.push_back(start->finish()); });
        kill_and_reap(processes);
        throw;
    }
    return processes;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
