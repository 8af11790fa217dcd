// What ends a call before its child has ended: timeout, idle_timeout, cancel and max_output.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/values.hpp>

#include "call/cancellation.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "os/stdio.hpp"
#include "os/trigger.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

class Bounds {
public:
    /// \throws ValueError for a time that is NaN
    explicit Bounds(const Keywords& keywords);

    /// Before anything is started. \throws Cancelled
    void require_not_cancelled(const Args& command) const;

    /// Starts the clocks.
    void begin();

    /// Until when the call may last. It moves, so take it by reference.
    const Deadline& deadline() const noexcept { return m_deadline; }

    /// Null without an idle_timeout: then nobody needs to tell of activity.
    Activity* activity() noexcept { return m_idle.given() ? &m_activity : nullptr; }

    /// The call ends now, because the deadline has passed.
    void conclude();
    /// The call ends now, because somebody has cancelled it otherwise than by `cancel`.
    void conclude_cancelled() { m_cause = Cause::cancelled; }
    /// The call ends now, because of max_output.
    void conclude(OutputLimitReached reached);

    /// Whether this stream was the one that had more than max_output.
    bool has_exceeded(Stdio stream) const noexcept {
        return m_cause == Cause::output_limit && m_exceeded.stream == stream;
    }

    /// What ends the time that a child has for ending by itself: the next cancel(). Null if there is nothing.
    const os::Trigger* hurry() const noexcept { return m_cancel.is_cancelled() ? m_cancel.second() : m_cancel.first(); }

    /// \pre conclude() \param end of the child; without a return code it still runs
    [[noreturn]] void raise(const Command& command, Outputs so_far, const EndOfChild& end = {}) const;
    /// The same for many children.
    [[noreturn]] void raise(AnyOf awaited) const;

private:
    enum class Cause { timeout, idle_timeout, output_limit, cancelled };

    /// Moves the deadline.
    class IdleClock final : public Activity {
    public:
        explicit IdleClock(Bounds& bounds) : m_bounds(bounds) {}
        void note() override { m_bounds.restart_idle_clock(); }

    private:
        Bounds& m_bounds;
    };

    void restart_idle_clock();

    const Timeout m_timeout;
    const double m_seconds; ///< of the timeout, when the call began
    const arg::Duration m_idle;
    const CancelWatch m_cancel;
    IdleClock m_activity{*this};
    Deadline m_overall = Deadline::never();
    Deadline m_deadline = Deadline::never();
    Cause m_cause = Cause::timeout;
    OutputLimitReached m_exceeded{};
};

} // namespace detail
} // namespace v1
} // namespace subprocess
