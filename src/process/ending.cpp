#include "ending.hpp"

#include <subprocess/error.hpp>
#include <subprocess/grace.hpp>

#include "attempt.hpp"
#include "call/end_settings.hpp"
#include "limited_flow.hpp"
#include "os/cancellation.hpp"
#include "process/child_process.hpp"
#include "process/transfer.hpp"

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

bool Ending::run() noexcept {
    const os::NotCancellable until_ended;
    bool has_ended = false;
    try {
        has_ended = ask_and_kill();
    } catch (...) { // nothing more can be known about them
        m_error = std::current_exception();
    }
    m_child.cannot_be_ended = !has_ended;
    return has_ended;
}

void Ending::rethrow_error() const {
    if (m_error != nullptr)
        std::rethrow_exception(m_error);
}

void Ending::rethrow_error_of_sink() const {
    if (m_error_of_sink != nullptr)
        std::rethrow_exception(m_error_of_sink);
}

std::string Ending::reason() const {
    try {
        rethrow_error();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "it was killed and does not end";
}

bool Ending::ask_and_kill() {
    for (const arg::GraceStep& step : m_child.end.grace) {
        if (m_child.wait_for_all(Deadline::passed()))
            return true;
        if (m_hurry != nullptr && m_hurry->is_pulled())
            break;
        if (ask(step.signal_number()))
            move_until_end(Deadline::after(step.seconds()).or_when(m_hurry));
    }
    return m_child.wait_for_all(Deadline::passed()) || m_child.wait_for_all(kill());
}

bool Ending::ask(int signal) {
    bool is_asked = false;
    attempt([&] { is_asked = m_child.process->ask_to_end(signal); });
    return is_asked;
}

/// \return until when to wait for the end
Deadline Ending::kill() {
    try {
        m_child.process->kill_tree();
    } catch (const OSError&) { // refused: the child runs as another user now
        m_error = std::current_exception();
        return Deadline::passed();
    }
    return Deadline::after(seconds_to_die);
}

/// \return false if a sink has thrown, or had too much: then the other streams are still to be read
bool Ending::move(const Deadline& deadline, os::Event& end) {
    try {
        m_meanwhile->move(deadline, &end);
    } catch (const OutputLimitReached&) { // what comes after it is not wanted, but must not block the child
        m_meanwhile->drop_excess();
        return false;
    } catch (...) {
        if (m_error_of_sink == nullptr)
            m_error_of_sink = std::current_exception();
        return !m_child.served;
    }
    return true;
}

void Ending::move_until_end(const Deadline& deadline) {
    EndOfAll end(m_child);
    while (m_meanwhile != nullptr && !move(deadline, end) && !deadline.has_passed()) {
    }
    if (m_meanwhile != nullptr)
        m_meanwhile->keep_limit();
    m_child.wait_for_all(deadline);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
