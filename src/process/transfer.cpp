#include "transfer.hpp"

#include "served.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

Transfer::Transfer(ReadStream out, ReadStream err, Handle& in, std::string_view to_send, Served* served)
    : m_out(out.bytes), m_err(err.bytes), m_in(to_send), m_flows{{out.handle, m_out}, {err.handle, m_err}, {in, m_in}},
      m_served(served) {
    if (m_served == nullptr)
        return;
    add_sinks();
    m_served->add_source(m_all_flows);
}

Transfer::Transfer(ReadStream out, ReadStream err, Served* served)
    : m_out(out.bytes), m_err(err.bytes),
      m_in({}), m_flows{{out.handle, m_out}, {err.handle, m_err}, {m_no_input, m_in}}, m_served(served) {
    if (m_served != nullptr)
        add_sinks();
}

void Transfer::add_sinks() {
    m_all_flows.assign(m_flows, m_flows + 3);
    m_served->add_sinks(m_all_flows);
}

bool Transfer::move(Deadline deadline, os::Event* until) {
    if (m_served == nullptr)
        return os::exchange({m_flows, deadline, until});
    return os::exchange({m_all_flows.data(), m_all_flows.size(), deadline, until});
}

bool Transfer::move_rest() {
    // The first look takes all bytes that are there, the second one sees the end of file behind them.
    return move(Deadline::passed()) || move(Deadline::passed());
}

void Transfer::deliver() {
    m_out.deliver();
    m_err.deliver();
}

bool Transfer::end(Deadline deadline) {
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
