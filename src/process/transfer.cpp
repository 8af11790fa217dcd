#include "transfer.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

Transfer::Transfer(ReadStream out, ReadStream err, Handle& in, std::string_view to_send)
    : m_out(out.bytes), m_err(err.bytes), m_in(to_send), m_flows{{out.handle, m_out}, {err.handle, m_err}, {in, m_in}} {
}

bool Transfer::move(Deadline deadline, os::Event* until) {
    return os::exchange({m_flows, deadline, until});
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
