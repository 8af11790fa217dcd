// A small event loop: what Communication and Running are made for.
#pragma once

#include <subprocess/communication.hpp>

#include <chrono>
#include <optional>
#include <vector>

namespace tests {

using PointInTime = std::optional<std::chrono::steady_clock::time_point>;

/// Waits at most so long; for ever without a limit. \return whether one of the interests is ready
bool become_ready(const std::vector<subprocess::Interest>& interests, std::optional<std::chrono::milliseconds> limit);

/// Blocks until one of the interests is ready or the deadline has passed.
void await(const std::vector<subprocess::Interest>& interests, PointInTime deadline);

/// Whether one of them is ready now.
bool is_ready(const std::vector<subprocess::Interest>& interests);

/// Runs it to its end. \return how many steps that took
template <class Call> int drive(Call& call) {
    int steps = 1;
    while (!call.step()) {
        await(call.interests(), call.deadline());
        ++steps;
    }
    return steps;
}

/// Steps until nothing is left to do without waiting.
template <class Call> void step_until_idle(Call& call) {
    const auto is_due = [&] {
        const PointInTime deadline = call.deadline();
        return is_ready(call.interests()) || (deadline && *deadline <= std::chrono::steady_clock::now());
    };
    while (!call.step() && is_due()) {
    }
}

} // namespace tests
