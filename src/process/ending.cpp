#include "ending.hpp"

#include <subprocess/error.hpp>
#include <subprocess/grace.hpp>

#include "attempt.hpp"
#include "awaited.hpp"
#include "call/end_settings.hpp"
#include "limited_flow.hpp"
#include "os/cancellation.hpp"
#include "process/child_process.hpp"
#include "process/transfer.hpp"

#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

bool Ending::advance() noexcept {
    const os::NotCancellable until_ended;
    while (m_phase != nullptr) {
        try {
            if (!(this->*m_phase)())
                return false;
        } catch (...) {
            note_error();
        }
    }
    m_child.cannot_be_ended = !m_has_ended;
    return true;
}

void Ending::add_to(Awaited& awaited) const {
    awaited.add(m_deadline);
    awaited.add_end_of_process(m_end.handle());
    if (m_meanwhile != nullptr && m_phase == &Ending::wait_for_step)
        m_meanwhile->add_to(awaited);
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

// Each returns false if there is nothing to do before something has happened. -----------------------------------------

bool Ending::look() {
    if (m_child.wait_for_all(Deadline::passed()))
        return finish(true);
    const std::vector<arg::GraceStep>& steps = m_child.end.grace;
    if (m_steps_done == steps.size() || is_hurried()) {
        kill();
        return go_on(&Ending::wait_for_kill);
    }
    const arg::GraceStep& step = steps[m_steps_done++];
    if (!ask(step.signal_number()))
        return go_on(&Ending::look);
    m_deadline = Deadline::after(step.seconds()).or_when(m_hurry);
    return go_on(&Ending::wait_for_step);
}

bool Ending::wait_for_step() {
    if (m_pace == Pace::stepping && !m_end.has_happened() && !m_child.is_too_late(m_deadline) && !is_hurried()) {
        move(m_deadline);
        return false;
    }
    move_until_end();
    return go_on(&Ending::look);
}

bool Ending::wait_for_kill() {
    const bool is_last_look = m_pace == Pace::blocking || m_child.is_too_late(m_deadline);
    const bool has_ended = m_child.wait_for_all(is_last_look ? m_deadline : Deadline::passed());
    return (has_ended || is_last_look) && finish(has_ended);
}

// What they have in common --------------------------------------------------------------------------------------------

bool Ending::go_on(Phase next) {
    m_phase = next;
    return true;
}

bool Ending::finish(bool has_ended) {
    m_has_ended = has_ended;
    return go_on(nullptr);
}

bool Ending::is_hurried() const noexcept {
    return m_is_hurried || (m_hurry != nullptr && m_hurry->is_pulled());
}

bool Ending::ask(int signal) {
    bool is_asked = false;
    attempt([&] { is_asked = m_child.process->ask_to_end(signal); });
    return is_asked;
}

void Ending::kill() {
    try {
        m_child.process->kill_tree();
        m_deadline = Deadline::after(seconds_to_die);
    } catch (const OSError&) { // refused: the child runs as another user now
        m_error = std::current_exception();
        m_deadline = Deadline::passed();
    }
}

/// The first error is no reason to let them live. After the second one nothing more can be known about them.
void Ending::note_error() noexcept {
    const bool is_first = m_error == nullptr;
    const bool is_killed = m_phase == &Ending::wait_for_kill;
    m_error = std::current_exception();
    m_deadline = Deadline::after(seconds_to_die);
    if (is_first && !is_killed)
        attempt([&] { kill(); });
    m_phase = is_first ? &Ending::wait_for_kill : nullptr;
}

/// \return false if a sink has thrown, or had too much: then the other streams are still to be read
bool Ending::move(const Deadline& deadline) {
    if (m_meanwhile == nullptr)
        return true;
    try {
        if (m_pace == Pace::blocking || deadline.has_passed())
            m_meanwhile->move(deadline, &m_end);
        else
            m_meanwhile->step();
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

/// In steps, this is the last look.
void Ending::move_until_end() {
    const Deadline limit = m_pace == Pace::blocking ? m_deadline : Deadline::passed();
    while (!move(limit) && !limit.has_passed()) {
    }
    if (m_meanwhile != nullptr)
        m_meanwhile->keep_limit();
    m_child.wait_for_all(limit);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
