#include "start_together.hpp"

#include "abandoned.hpp"
#include "attempt.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

using Processes = std::vector<std::unique_ptr<os::Process>>;

/// A child that does not end although it was killed hangs in the kernel: it is reaped later.
void kill_and_reap(std::unique_ptr<os::Process> process) {
    constexpr double grace_seconds = 2;
    attempt([&] { process->send_signal(os::kill_signal); });
    attempt([&] {
        if (!process->wait(Deadline::after(grace_seconds)))
            abandon(std::move(process));
    });
}

} // namespace

Processes start_together(const std::vector<const os::Start*>& wanted) {
    const os::NotCancellable until_owned;
    std::vector<std::unique_ptr<os::PendingStart>> pending;
    Processes processes;
    pending.reserve(wanted.size());
    processes.reserve(wanted.size());
    try {
        for (const os::Start* const start : wanted)
            pending.push_back(os::begin_spawn(*start));
        for (auto& start : pending)
            processes.push_back(std::exchange(start, nullptr)->finish());
    } catch (...) {
        for (const auto& start : pending)
            if (start != nullptr)
                attempt([&] { processes.push_back(start->finish()); });
        for (auto& process : processes)
            kill_and_reap(std::move(process));
        throw;
    }
    return processes;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
