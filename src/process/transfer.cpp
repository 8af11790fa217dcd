#include "transfer.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

// A stream that is read
// ------------------------------------------------------------------------------------------------

Receiving::Receiving(Stdio name, ReadStream stream, const TransferLimits& limits)
    : m_stream(stream), m_limit{name, limits.max_output}, m_memory(stream.bytes) {
    const std::size_t rest = limits.max_output - std::min(limits.max_output, stream.bytes.size());
    if (limits.any())
        m_limited.emplace(m_memory, rest, m_limit, limits.activity);
}

void Receiving::require_within_limit() const {
    if (m_stream.handle.valid() && m_stream.bytes.size() > m_limit.limit)
        throw m_limit;
}

void Receiving::keep_surplus() {
    if (!m_limited || m_limited->surplus().empty())
        return;
    m_memory.deliver();
    m_stream.bytes += m_limited->surplus();
}

// All of them ---------------------------------------------------------------------------------------------------------

Transfer::Transfer(ReadStream out, ReadStream err, Handle& in, std::string_view to_send, const TransferLimits& limits)
    : m_out(Stdio::out, out, limits), m_err(Stdio::err, err, limits),
      m_in(to_send), m_flows{m_out.flow(), m_err.flow(), sending(in, limits.activity)} {}

os::Flow Transfer::sending(Handle& in, Activity* activity) {
    if (activity == nullptr)
        return {in, m_in};
    return {in, m_watched_in.emplace(m_in, *activity)};
}

bool Transfer::move(const Deadline& deadline, os::Event* until) {
    m_out.require_within_limit();
    m_err.require_within_limit();
    try {
        return os::exchange({m_flows, deadline, until});
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

} // namespace detail
} // namespace v1
} // namespace subprocess
