#include "communicating.hpp"

#include <subprocess/popen.hpp>
#include <subprocess/stream.hpp>

#include "awaited.hpp"
#include "bounds.hpp"
#include "call/end_settings.hpp"
#include "child_process.hpp"
#include "ending.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"
#include "transfer.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail {

Communicating::Communicating(Popen& process, Transfer& transfer, const Bounds& bounds, Pace pace)
    : m_process(process), m_child(process.child()), m_transfer(transfer), m_bounds(bounds), m_pace(pace),
      m_end(m_child) {}

bool Communicating::needs_looks(const Popen& process) noexcept {
    return process.m_child->process->needs_looks();
}

bool Communicating::advance() {
    while (m_phase != nullptr)
        if (!(this->*m_phase)())
            return false;
    return true;
}

void Communicating::add_to(Awaited& awaited) const {
    if (m_phase == &Communicating::end_leftovers && m_leftovers) {
        m_leftovers->add_to(awaited);
        return;
    }
    awaited.add(m_phase == &Communicating::drain ? m_drain_limit : m_bounds.deadline());
    if (m_phase != &Communicating::wait_for_child)
        m_transfer.add_to(awaited);
    if (m_phase == &Communicating::wait_for_child || (m_phase == &Communicating::move_bytes && looks_beyond_end()))
        awaited.add_end_of_process(m_end.handle());
}

// Each returns false if there is nothing to do before something has happened. -----------------------------------------

bool Communicating::move_bytes() {
    if (!move(m_bounds.deadline(), looks_beyond_end() ? &m_end : nullptr))
        return false;
    m_transfer.deliver(); // while the child ends
    return m_has_moved_all || looks_beyond_end() ? go_on(&Communicating::wait_for_child) : finish({});
}

bool Communicating::wait_for_child() {
    if (m_has_moved_all && m_process.stdin_.closed())
        m_child.process->hang_up();
    const bool is_last_look = m_pace == Pace::blocking || m_child.is_too_late(m_bounds.deadline());
    m_seen = m_process.wait_until(is_last_look ? m_bounds.deadline() : Deadline::passed());
    if (!m_seen)
        return is_last_look && finish({});
    if (!looks_beyond_end())
        return finish(m_seen);
    if (m_child.end.drain)
        m_drain_limit = earlier(m_bounds.deadline(), Deadline::after(*m_child.end.drain));
    return go_on(&Communicating::drain);
}

bool Communicating::drain() {
    if (m_child.end.drain && !move(m_drain_limit))
        return false;
    if (m_child.has_tree)
        m_leftovers.emplace(m_child, &m_transfer, m_bounds.hurry(), m_pace);
    return go_on(&Communicating::end_leftovers);
}

bool Communicating::end_leftovers() {
    if (m_leftovers && !m_leftovers->advance())
        return false;
    if (m_leftovers)
        m_process.conclude_leftovers(*m_leftovers);
    return go_on(&Communicating::read_rest);
}

bool Communicating::read_rest() {
    if (m_child.end.drain)
        m_has_moved_all = m_transfer.move_rest();
    else if (!move(m_bounds.deadline()))
        return false;
    if (!m_has_moved_all && !m_child.end.drain)
        return finish({});
    m_transfer.deliver();
    m_process.leaked = m_process.leaked || !m_has_moved_all;
    m_transfer.end();
    return m_transfer.serves() ? go_on(&Communicating::hand_on) : finish(m_seen);
}

bool Communicating::hand_on() {
    if (!move(m_bounds.deadline()))
        return false;
    return finish(m_has_moved_all ? m_seen : std::nullopt);
}

// What they have in common --------------------------------------------------------------------------------------------

bool Communicating::go_on(Phase next) {
    m_phase = next;
    return true;
}

bool Communicating::finish(std::optional<int> code) {
    m_code = code;
    return go_on(nullptr);
}

/// Moves until all streams are closed, the event has happened or the deadline has passed. A step looks at the clock and
/// the event first: what was written before is then read.
bool Communicating::move(const Deadline& deadline, os::Event* until) {
    const bool is_last_look = m_pace == Pace::blocking || deadline.has_passed();
    const bool has_happened = !is_last_look && until != nullptr && until->has_happened();
    m_has_moved_all = is_last_look ? m_transfer.move(deadline, until) : m_transfer.step();
    return is_last_look || has_happened || m_has_moved_all;
}

/// What the program has left behind may hold its pipes, so their end of file does not tell of its end.
bool Communicating::looks_beyond_end() const {
    return m_child.end.drain || m_child.has_tree || m_child.process->needs_looks();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
