#include <subprocess/communication.hpp>

#include "awaited.hpp"
#include "call/check_arguments.hpp"
#include "communicating.hpp"
#include "os/deadline.hpp"
#include "running.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

void destroy(CommunicationState* state) noexcept {
    delete state;
}

void destroy(RunningState* state) noexcept {
    delete state;
}

bool needs_looks(const Popen& process) noexcept {
    return Communicating::needs_looks(process);
}

} // namespace detail

detail::CommunicationState* Communication::open(Popen& process, const detail::Keywords& keywords) {
    return new detail::CommunicationState(process, keywords);
}

bool Communication::step() {
    const bool is_over = m_state->step();
    m_state->report().list_interests();
    return is_over;
}

const std::vector<Interest>& Communication::interests() const noexcept {
    return m_state->report().interests();
}

std::optional<std::chrono::steady_clock::time_point> Communication::deadline() const noexcept {
    return m_state->report().awaited().latest().point();
}

bool Communication::done() const noexcept {
    return m_state->done();
}

Outputs Communication::result() {
    return m_state->result();
}

detail::RunningState* Running::open(const Args& command, const detail::Keywords& keywords) {
    detail::check_arguments(keywords, detail::fn_run);
    return new detail::RunningState(command, keywords);
}

bool Running::step() {
    const bool is_over = m_state->step();
    m_state->report().list_interests();
    return is_over;
}

const std::vector<Interest>& Running::interests() const noexcept {
    return m_state->report().interests();
}

std::optional<std::chrono::steady_clock::time_point> Running::deadline() const noexcept {
    return m_state->report().awaited().latest().point();
}

bool Running::done() const noexcept {
    return m_state->done();
}

void Running::cancel() noexcept {
    m_state->cancel();
}

int Running::pid() const noexcept {
    return m_state->pid();
}

CompletedProcess Running::result() {
    return m_state->result();
}

} // namespace v1
} // namespace subprocess
