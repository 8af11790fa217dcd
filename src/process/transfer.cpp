#include "transfer.hpp"

#include "awaited.hpp"
#include "limited_flow.hpp"
#include "os/pump.hpp"
#include "served.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

// A stream that is read -----------------------------------------------------------------------------------------------

Receiving::Receiving(Stdio name, ReadStream stream, const TransferLimits& limits)
    : m_stream(stream), m_limit{name, limits.max_output}, m_memory(stream.bytes) {
    const std::size_t rest = limits.max_output - std::min(limits.max_output, stream.bytes.size());
    if (limits.any())
        m_limited.emplace(m_memory, rest, m_limit, limits.activity);
}

os::Flow Receiving::flow() {
    os::Flow flow{m_stream.handle, m_limited ? static_cast<os::Sink&>(*m_limited) : m_memory};
    flow.kept_in = m_stream.kept_in;
    return flow;
}

void Receiving::require_within_limit() const {
    if (has_excess())
        throw m_limit;
}

void Receiving::keep_surplus() {
    if (!m_limited || m_limited->surplus().empty())
        return;
    m_memory.deliver();
    if (!has_excess())
        m_stream.bytes += m_limited->surplus();
}

void Receiving::drop_excess() {
    if (m_limited && has_excess())
        m_limited->drop_rest();
}

// All of them ---------------------------------------------------------------------------------------------------------

Transfer::Transfer(ReadStream out, ReadStream err, WriteStream in, std::string_view to_send,
                   const TransferLimits& limits, Served* served)
    : m_out(Stdio::out, out, limits), m_err(Stdio::err, err, limits),
      m_in(to_send), m_flows{m_out.flow(), m_err.flow(), sending(in, limits.activity)}, m_served(served) {
    m_out.expect(to_send.size());
    if (m_served == nullptr)
        return;
    add_sinks(limits);
    m_served->add_source(m_all_flows, limits.activity, in.shown_at);
}

Transfer::Transfer(ReadStream out, ReadStream err, const TransferLimits& limits, Served* served)
    : m_out(Stdio::out, out, limits), m_err(Stdio::err, err, limits),
      m_in({}), m_flows{m_out.flow(), m_err.flow(), sending({m_no_input}, nullptr)}, m_served(served) {
    if (m_served != nullptr)
        add_sinks(limits);
}

os::Flow Transfer::sending(WriteStream in, Activity* activity) {
    os::Source* source = &m_in;
    if (in.line != nullptr)
        source = &m_typed_in.emplace(*source, in.handle, *in.line, in.shown_at);
    if (activity != nullptr)
        source = &m_watched_in.emplace(*source, *activity);
    return {in.handle, *source};
}

void Transfer::add_sinks(const TransferLimits& limits) {
    m_all_flows.assign(m_flows, m_flows + 3);
    m_served->add_sinks(m_all_flows, limits);
}

void Transfer::require_within_limit() const {
    if (m_drops_excess)
        return;
    m_out.require_within_limit();
    m_err.require_within_limit();
    if (m_served != nullptr)
        m_served->require_within_limit();
}

void Transfer::drop_excess() {
    m_drops_excess = true;
    m_out.drop_excess();
    m_err.drop_excess();
    if (m_served != nullptr)
        m_served->drop_excess();
}

os::Exchange Transfer::exchange_until(const Deadline& deadline, os::Event* until) const {
    if (m_served == nullptr)
        return {m_flows, deadline, until};
    return {m_all_flows.data(), m_all_flows.size(), deadline, until};
}

template <class Move> bool Transfer::move_within_limit(Move move) {
    require_within_limit();
    try {
        return move();
    } catch (const OutputLimitReached&) {
        m_out.keep_surplus();
        m_err.keep_surplus();
        throw;
    }
}

bool Transfer::move(const Deadline& deadline, os::Event* until) {
    return move_within_limit([&] {
        settle();
        return os::exchange(exchange_until(deadline, until));
    });
}

bool Transfer::step() {
    return move_within_limit([&] {
        if (m_pump == nullptr) {
            const Deadline none = Deadline::never();
            const os::Exchange all = exchange_until(none);
            m_pump = os::open_pump(all.flows, all.count);
        }
        return m_pump->step();
    });
}

/// Reads and writes that are pending may not meet others.
void Transfer::settle() {
    if (const std::unique_ptr<os::Pump> pump = std::move(m_pump))
        pump->settle();
}

void Transfer::add_to(Awaited& awaited) const {
    if (m_pump == nullptr || m_pump->is_due())
        awaited.add(Deadline::passed());
    else
        awaited.add(*m_pump);
}

bool Transfer::move_rest() {
    // The first look takes all bytes that are there, the second one sees the end of file behind them.
    return move(Deadline::passed()) || move(Deadline::passed());
}

void Transfer::deliver() {
    if (m_pump != nullptr)
        move_within_limit([&] {
            settle();
            return true;
        });
    m_out.deliver();
    m_err.deliver();
}

void Transfer::end() {
    settle();
    for (const os::Flow& flow : m_flows)
        flow.stream->close();
    if (m_served != nullptr)
        m_served->end();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
