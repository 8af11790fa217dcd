#include "bounds.hpp"

#include <subprocess/keywords.hpp>
#include <subprocess/output.hpp>
#include <subprocess/subprocess_error.hpp>

#include "limited_flow.hpp"
#include "python/raise.hpp"
#include "python/timeout.hpp"

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

Bounds::Bounds(const Keywords& keywords)
    : m_timeout(keywords.get<kw::timeout>()), m_seconds(m_timeout.seconds()), m_idle(keywords.get<kw::idle_timeout>()),
      m_cancel(keywords.get<kw::cancel>()) {
    require_number(m_timeout);
    require_duration(m_idle);
}

void Bounds::require_not_cancelled(const Args& command) const {
    if (m_cancel.is_cancelled())
        throw Cancelled(command);
}

void Bounds::begin() {
    m_overall = deadline_of(m_timeout).or_when(m_cancel.first());
    restart_idle_clock();
}

void Bounds::restart_idle_clock() {
    m_deadline = m_idle.given() ? earlier(m_overall, deadline_of(m_idle)) : m_overall;
}

void Bounds::conclude() {
    if (m_cancel.is_cancelled())
        m_cause = Cause::cancelled;
    else
        m_cause = m_idle.given() && !m_overall.has_passed() ? Cause::idle_timeout : Cause::timeout;
}

void Bounds::conclude(OutputLimitReached reached) {
    m_cause = Cause::output_limit;
    m_exceeded = reached;
}

void Bounds::raise(const Command& command, Outputs so_far, const EndOfChild& end) const {
    Output& out = so_far.stdout_;
    Output& err = so_far.stderr_;
    switch (m_cause) {
    case Cause::cancelled:
        throw_with(end, Cancelled(command, std::move(out), std::move(err)));
    case Cause::idle_timeout:
        throw_with(end, TimeoutExpired(command, IdleFor{m_idle.seconds()}, std::move(out), std::move(err)));
    case Cause::output_limit: {
        const char* const name = m_exceeded.stream == Stdio::out ? "stdout" : "stderr";
        throw_with(end, OutputLimitExceeded(command, m_exceeded.limit, name, std::move(out), std::move(err)));
    }
    default:
        throw_with(end, TimeoutExpired(command, m_seconds, std::move(out), std::move(err)));
    }
}

void Bounds::raise(AnyOf awaited) const {
    if (m_cause == Cause::cancelled)
        throw Cancelled(awaited);
    throw TimeoutExpired(awaited, m_seconds);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
