#include "running.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/sources.hpp>
#include <subprocess/usage.hpp>

#include "awaited.hpp"
#include "bounds.hpp"
#include "communicate_call.hpp"
#include "end_of_call.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "os/streams.hpp"
#include "popen_start.hpp"
#include "run_keywords.hpp"

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

void StepReport::list_interests() {
    m_interests.clear();
    for (const os::Readiness& awaited : m_awaited.ready()) {
        const bool is_write = awaited.access == os::Access::write;
        m_interests.push_back({awaited.handle, is_write ? Interest::What::write : Interest::What::read});
    }
    list_trigger();
}

/// Each call lists a descriptor of its own: those that share a Cancellation may be in one loop, and epoll and libuv
/// take a descriptor only once.
void StepReport::list_trigger() {
    const NativeHandle trigger = m_awaited.latest().trigger_handle();
    if (trigger == no_handle)
        return;
    if (trigger != m_trigger)
        m_own_trigger = os::duplicate(trigger);
    m_trigger = trigger;
    m_interests.push_back({m_own_trigger.get(), Interest::What::read});
}

void StepReport::take_result(bool is_done) {
    if (!is_done)
        throw ValueError("there is no result before step() has returned true");
    if (std::exchange(m_is_result_taken, true))
        throw ValueError("result() has been called before, and its result is gone");
}

// communicate() -------------------------------------------------------------------------------------------------------

CommunicationState::CommunicationState(Popen& process, const Keywords& keywords)
    : m_process(process), m_bounds(keywords) {
    process.require_pipe_for_idle_timeout(keywords);
    m_call.emplace(process, keywords.get<kw::input>(), m_bounds, Pace::stepping);
}

bool CommunicationState::step() {
    if (done())
        return true;
    m_call->require_no_callback();
    const os::NotCancellable until_noted;
    try {
        if (!m_call->advance()) {
            m_report.describe(*m_call);
            return false;
        }
        m_outputs = std::move(m_call->outputs());
    } catch (...) {
        m_error = std::current_exception();
    }
    m_call.reset();
    m_report.clear();
    return true;
}

Outputs CommunicationState::result() {
    m_report.take_result(done());
    if (m_error != nullptr)
        std::rethrow_exception(m_error);
    if (!m_outputs)
        m_bounds.raise(m_process.args, m_process.received_so_far());
    return std::move(*m_outputs);
}

// run() ---------------------------------------------------------------------------------------------------------------

RunningState::RunningState(const Args& command, const Keywords& keywords)
    : RunningState(command, keywords, RunKeywords(keywords).all(), Start::now) {}

RunningState::RunningState(const Args& command, const Keywords& callers, const Keywords& keywords, Start start)
    : m_bounds(keywords), m_input(callers.get<kw::input>()), m_is_checked(callers.get<kw::check>()),
      m_ok_codes(callers.get<kw::ok_codes>(None)) {
    m_bounds.require_not_cancelled(command);
    m_start.emplace(m_process, command, keywords, Lives::on);
    if (start == Start::in_two_steps) {
        m_start->begin();
        return;
    }
    m_start->run();
    m_start.reset();
    begin_communication();
}

void RunningState::finish_start() {
    m_start->finish();
    m_start.reset();
    begin_communication();
}

void RunningState::begin_communication() {
    try {
        m_call.emplace(m_process, m_input, m_bounds, Pace::stepping);
    } catch (...) {
        m_error = std::current_exception();
        begin_end();
    }
}

RunningState::~RunningState() {
    m_start.reset(); // finishes it
    if (m_is_done || m_process.pid == 0)
        return;
    const os::NotCancellable until_reaped;
    m_call.reset();
    m_end.reset();
    EndOfCall end(m_process, m_bounds, Pace::blocking);
    end.hurry();
    end.advance();
    end.collect();
}

bool RunningState::step() {
    if (m_is_done)
        return true;
    if (m_call)
        m_call->require_no_callback();
    const os::NotCancellable until_noted;
    m_is_done = advance();
    if (m_is_done)
        m_report.clear();
    else if (m_call)
        m_report.describe(*m_call);
    else
        m_report.describe(*m_end);
    return m_is_done;
}

/// \return whether all is over
bool RunningState::advance() {
    if (m_call) {
        if (!communicate())
            return false;
        if (m_outputs)
            return true;
        begin_end();
    }
    return end();
}

/// \return whether it is over, in one way or another
bool RunningState::communicate() {
    try {
        if (m_call->advance())
            m_outputs = std::move(m_call->outputs());
        else if (m_cancels == 0)
            return false;
        else
            m_bounds.conclude_cancelled();
        if (!m_outputs)
            m_so_far = m_process.received_so_far();
    } catch (...) {
        m_error = std::current_exception();
    }
    m_call.reset();
    return true;
}

void RunningState::begin_end() noexcept {
    m_end.emplace(m_process, m_bounds, Pace::stepping);
}

bool RunningState::end() {
    if (m_cancels > 1)
        m_end->hurry();
    if (!m_end->advance())
        return false;
    keep_longer(m_so_far, m_end->collect());
    m_end.reset();
    return true;
}

void RunningState::cancel() noexcept {
    ++m_cancels;
}

CompletedProcess RunningState::result() {
    m_report.take_result(m_is_done);
    if (m_error != nullptr)
        std::rethrow_exception(m_error);
    if (!m_outputs)
        m_bounds.raise(m_process.args, std::move(m_so_far), {m_process.returncode, m_process.usage});
    return m_process.complete(std::move(*m_outputs), m_is_checked, &m_ok_codes);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
