#include "abandoned.hpp"

#include <subprocess/hooks.hpp>

#include "attempt.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

struct AbandonedChildren {
    std::atomic<std::size_t> count{0}; // a start takes no lock while it is 0
    std::mutex mutex;
    std::vector<std::unique_ptr<os::Process>> processes;
};

AbandonedChildren& abandoned() {
    static auto* const children = new AbandonedChildren; // never destroyed: a global Popen may outlive it
    return *children;
}

/// A start that looks for others' children does not fail because of them.
bool has_ended(const std::unique_ptr<os::Process>& process) noexcept {
    bool is_over = false;
    attempt([&] { is_over = process->wait_for_tree(Deadline::passed()); });
    return is_over;
}

} // namespace

void abandon(std::unique_ptr<os::Process> process) {
    AbandonedChildren& children = abandoned();
    const std::lock_guard<std::mutex> lock(children.mutex);
    children.processes.push_back(std::move(process));
    children.count = children.processes.size();
}

std::size_t abandoned_count() noexcept {
    return abandoned().count;
}

void wait_for_abandoned() {
    AbandonedChildren& children = abandoned();
    const std::lock_guard<std::mutex> lock(children.mutex);
    for (const std::unique_ptr<os::Process>& process : children.processes)
        process->wait_for_tree(Deadline::never());
}

} // namespace detail

void cleanup() {
    detail::AbandonedChildren& children = detail::abandoned();
    if (children.count == 0)
        return;
    const std::unique_lock<std::mutex> lock(children.mutex, std::try_to_lock);
    if (!lock.owns_lock())
        return; // another thread is at it
    const detail::os::NotCancellable until_all_are_seen;
    auto& processes = children.processes;
    processes.erase(std::remove_if(processes.begin(), processes.end(), detail::has_ended), processes.end());
    children.count = processes.size();
}

} // namespace v1
} // namespace subprocess
