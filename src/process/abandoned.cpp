#include "abandoned.hpp"

#include <subprocess/hooks.hpp>

#include "attempt.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"

#include <atomic>
#include <list>
#include <mutex>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

using AbandonedList = std::list<std::unique_ptr<os::Process>>;

struct AbandonedChildren {
    std::atomic<std::size_t> count{0}; // a start takes no lock while it is 0
    std::mutex mutex;
    AbandonedList processes;

    AbandonedList take() {
        const std::lock_guard<std::mutex> lock(mutex);
        return std::exchange(processes, {});
    }
    void put_back(AbandonedList& more) {
        const std::lock_guard<std::mutex> lock(mutex);
        processes.splice(processes.end(), more);
        count = processes.size();
    }
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
    AbandonedList one;
    one.push_back(std::move(process));
    children.put_back(one);
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
    const detail::os::NotCancellable until_all_are_seen;
    detail::AbandonedList seen = children.take(); // without the lock: a hook that is told of an end may start a child
    seen.remove_if(detail::has_ended);
    children.put_back(seen);
}

} // namespace v1
} // namespace subprocess
