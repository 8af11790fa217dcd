#include "ending.hpp"

#include <subprocess/grace.hpp>

#include "attempt.hpp"
#include "awaited.hpp"
#include "call/end_settings.hpp"
#include "child_process.hpp"
#include "last_output.hpp"
#include "limited_flow.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"

#include <algorithm>
#include <memory>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The end of one of them.
class Ending::End final : public os::Event {
public:
    End(Ending& ending, ChildProcess& child) : m_ending(ending), m_child(child) {}

    bool has_happened() override { return m_ending.is_over(m_child, Deadline::passed()); }
    NativeHandle handle() const noexcept override { return m_child.process->tree_handle(); }

private:
    Ending& m_ending;
    ChildProcess& m_child;
};

bool Ending::advance() noexcept {
    const os::NotCancellable until_ended;
    while (m_phase != nullptr)
        if (!(this->*m_phase)())
            return false;
    if (m_only != nullptr)
        m_only->cannot_be_ended = !m_has_ended;
    return true;
}

void Ending::add_to(Awaited& awaited) const {
    awaited.add(m_deadline);
    awaited.add_end_of_process((*m_first)->process->tree_handle());
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

void Ending::conclude() const {
    if (!m_has_ended)
        rethrow_error();
    rethrow_error_of_sink();
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
    if (are_over(Deadline::passed()))
        return finish(true);
    const std::vector<arg::GraceStep>& steps = (*m_first)->end.grace;
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
    ChildProcess& first = **m_first;
    const bool may_return = m_pace == Pace::stepping && !is_over(first, Deadline::passed());
    if (may_return && !first.is_too_late(m_deadline) && !is_hurried()) {
        End end(*this, first);
        move(m_deadline, end);
        return false;
    }
    move_until_end();
    return go_on(&Ending::look);
}

bool Ending::wait_for_kill() {
    const bool is_last_look = m_pace == Pace::blocking || (*m_first)->is_too_late(m_deadline);
    const bool are_gone = are_over(is_last_look ? m_deadline : Deadline::passed());
    return (are_gone || is_last_look) && finish(are_gone && !m_is_refused);
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

/// A look that fails is made once more. If that fails, too, the child counts as one that lives, but nothing is waited
/// for.
bool Ending::is_over(ChildProcess& child, const Deadline& deadline) noexcept {
    for (int tries = 2; tries > 0; --tries) {
        try {
            return child.wait_for_all(deadline);
        } catch (...) {
            m_error = std::current_exception();
        }
    }
    m_deadline = Deadline::passed();
    return false;
}

/// Forgets those that are over. \return whether none is left
bool Ending::are_over(Deadline deadline) noexcept {
    m_last = std::partition(m_first, m_last, [&](ChildProcess* child) { return !is_over(*child, deadline); });
    return m_first == m_last;
}

bool Ending::ask(int signal) {
    bool is_asked = false;
    std::for_each(m_first, m_last, [&](ChildProcess* child) {
        attempt([&] { is_asked = child->process->ask_to_end(signal) || is_asked; });
    });
    return is_asked;
}

void Ending::kill() noexcept {
    m_last = std::partition(m_first, m_last, [&](ChildProcess* child) { return kill(*child); });
    m_deadline = Deadline::after(seconds_to_die);
}

/// \return whether it is to be waited for: one that refuses runs as another user now
bool Ending::kill(ChildProcess& child) noexcept {
    try {
        child.process->kill_tree();
        return true;
    } catch (...) {
        if (!is_over(child, Deadline::passed()))
            m_is_refused = true;
        m_error = std::current_exception();
        return false;
    }
}

/// \return false if a sink has thrown, or a stream had too much: then the others are still to be read
bool Ending::move(const Deadline& deadline, os::Event& end) {
    if (m_meanwhile == nullptr)
        return true;
    try {
        if (m_pace == Pace::blocking || deadline.has_passed())
            m_meanwhile->move_output(deadline, &end);
        else
            m_meanwhile->step();
    } catch (const OutputLimitReached&) { // what comes after it is not wanted, but must not block the child
        m_meanwhile->drop_excess();
        return false;
    } catch (...) {
        if (m_error_of_sink == nullptr)
            m_error_of_sink = std::current_exception();
        return !m_meanwhile->serves();
    }
    return true;
}

/// In steps, this is the last look.
void Ending::move_until_end() {
    const Deadline limit = m_pace == Pace::blocking ? m_deadline : Deadline::passed();
    std::for_each(m_first, m_last, [&](ChildProcess* child) {
        End end(*this, *child);
        while (!move(limit, end) && !limit.has_passed()) {
        }
        is_over(*child, limit); // where no stream is open
    });
    if (m_meanwhile != nullptr)
        m_meanwhile->keep_limit();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
