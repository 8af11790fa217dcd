#include "running_child.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>

#include "attempt.hpp"
#include "python/timeout.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {
const arg::Redirect<0> piped_in(PIPE);
const arg::Redirect<1> piped_out(PIPE);
const arg::Redirect<2> piped_err(PIPE);
} // namespace

RunningChild::RunningChild(const Args& command, const Keywords& keywords)
    : m_keywords(keywords), m_deadline(deadline_of(keywords.get<kw::timeout>())) {
    std::size_t count = 0;
    if (keywords.given<kw::input>())
        m_slots[count++] = {kw::stdin_::id, &piped_in};
    if (keywords.get<kw::capture_output>()) {
        m_slots[count++] = {kw::stdout_::id, &piped_out};
        m_slots[count++] = {kw::stderr_::id, &piped_err};
    }
    m_all.emplace(m_slots, count, &m_keywords);
    m_start.emplace(m_popen, command, *m_all, Lives::in_call);
    m_start->begin();
}

RunningChild::~RunningChild() {
    m_start.reset();
    if (m_popen.pid != 0 && m_popen.returncode == None)
        attempt([this] { m_popen.kill(); });
}

void RunningChild::finish_start() {
    m_start->finish();
    m_start.reset();
}

void RunningChild::fail() noexcept {
    m_error = std::current_exception();
    attempt([this] { m_popen.stop(); });
}

Deadline RunningChild::deadline() const {
    return earlier(m_deadline, m_look);
}

bool RunningChild::step() {
    try {
        const arg::Bytes data = m_has_sent ? arg::Bytes() : m_keywords.get<kw::input>();
        m_has_sent = true;
        m_outputs = m_popen.communicate(data, 0);
        return true;
    } catch (const TimeoutExpired& error) {
        m_look = Deadline::after(0.001);
        if (!m_deadline.has_passed())
            return false;
        attempt([this] { m_popen.stop(); });
        m_error = std::make_exception_ptr(
            TimeoutExpired(m_popen.args, m_keywords.get<kw::timeout>().seconds(), error.stdout_, error.stderr_));
    } catch (...) {
        fail();
    }
    return true;
}

void RunningChild::cancel() noexcept {
    m_deadline = Deadline::passed();
}

CompletedProcess RunningChild::result() {
    if (m_error)
        std::rethrow_exception(m_error);
    CompletedProcess completed{m_popen.args, m_popen.returncode.value(), std::move(m_outputs->stdout_),
                               std::move(m_outputs->stderr_)};
    if (m_keywords.get<kw::check>())
        completed.check_returncode();
    return completed;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
