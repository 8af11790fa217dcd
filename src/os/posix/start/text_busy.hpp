// What is done about ETXTBSY.
#pragma once

#include "child.hpp"
#include "os/start.hpp"
#include "plan.hpp"

#include <subprocess/hooks.hpp>

#include <cerrno>
#include <chrono>
#include <thread>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

inline bool should_retry(const Start& start, const ChildReport& report) {
    return report.step == Step::exec && report.error == ETXTBSY && start.posix.text_busy == TextBusy::retry &&
           start.posix.preexec.function == nullptr;
}

/// A program that was just written stays busy while a child that another thread forked meanwhile still holds a copy of
/// the writer's descriptor. That child executes its own program soon, which closes the copy.
/// \param start_once starts the child. \param discard reaps one that has failed
template <class Once, class Discard>
auto start_when_not_busy(PreparedChild& child, const Start& start, Once start_once, Discard discard) {
    using std::chrono::milliseconds;
    constexpr milliseconds longest_pause(64);
    auto started = start_once();
    for (milliseconds pause(1); pause <= longest_pause && should_retry(start, child.report); pause *= 2) {
        discard(started);
        child.report = {};
        std::this_thread::sleep_for(pause);
        started = start_once();
    }
    return started;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
