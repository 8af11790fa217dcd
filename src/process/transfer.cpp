#include "transfer.hpp"

#include "limited_flow.hpp"
#include "served.hpp"

#include <algorithm>
#include <cstddef>

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

void Receiving::require_within_limit() const {
    if (m_stream.handle.valid() && has_excess())
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

Transfer::Transfer(ReadStream out, ReadStream err, Handle& in, std::string_view to_send, const TransferLimits& limits,
                   Served* served)
    : m_out(Stdio::out, out, limits), m_err(Stdio::err, err, limits),
      m_in(to_send), m_flows{m_out.flow(), m_err.flow(), sending(in, limits.activity)}, m_served(served) {
    if (m_served == nullptr)
        return;
    add_sinks(limits);
    m_served->add_source(m_all_flows, limits.activity);
}

Transfer::Transfer(ReadStream out, ReadStream err, const TransferLimits& limits, Served* served)
    : m_out(Stdio::out, out, limits), m_err(Stdio::err, err, limits),
      m_in({}), m_flows{m_out.flow(), m_err.flow(), sending(m_no_input, nullptr)}, m_served(served) {
    if (m_served != nullptr)
        add_sinks(limits);
}

os::Flow Transfer::sending(Handle& in, Activity* activity) {
    if (activity == nullptr)
        return {in, m_in};
    return {in, m_watched_in.emplace(m_in, *activity)};
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

bool Transfer::move(const Deadline& deadline, os::Event* until) {
    require_within_limit();
    try {
        if (m_served == nullptr)
            return os::exchange({m_flows, deadline, until});
        return os::exchange({m_all_flows.data(), m_all_flows.size(), deadline, until});
    } catch (const OutputLimitReached&) {
        m_out.keep_surplus();
        m_err.keep_surplus();
        throw;
    }
}

bool Transfer::move_rest() {
    // The first look takes all bytes that are there, the second one sees the end of file behind them.
    return move(Deadline::passed()) || move(Deadline::passed());
}

void Transfer::deliver() {
    m_out.deliver();
    m_err.deliver();
}

bool Transfer::end(const Deadline& deadline) {
    for (const os::Flow& flow : m_flows)
        flow.stream->close();
    if (m_served == nullptr)
        return true;
    m_served->end();
    return move(deadline);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
