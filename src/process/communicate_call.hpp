// One call of communicate(), in one go or in steps.
#pragma once

#include <subprocess/popen.hpp>
#include <subprocess/values.hpp>

#include "awaited.hpp"
#include "communicating.hpp"
#include "served.hpp"
#include "transfer.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Bounds;

class CommunicateCall {
public:
    /// Starts the clocks. All of these must outlive the object, and stay in place.
    /// \throws ValueError, UnicodeEncodeError
    CommunicateCall(Popen& process, const arg::Bytes& data, Bounds& bounds, Pace pace);
    CommunicateCall(const CommunicateCall&) = delete;
    CommunicateCall& operator=(const CommunicateCall&) = delete;
    /// What was not sent can be sent by a later call.
    ~CommunicateCall();

    /// \throws ValueError in a callback of this child
    void require_no_callback() const;

    /// \return whether it is over, as it always is if it may block
    bool advance();

    /// Once it is over: what was read; none if one of the bounds has ended it.
    std::optional<Outputs>& outputs() noexcept { return m_outputs; }

    /// Between two steps.
    void add_to(Awaited& awaited) const { m_communicating.add_to(awaited); }

private:
    std::string_view prepare(const arg::Bytes& data);
    std::array<Handle*, 3> streams();
    bool move();
    void keep_unsent();

    Popen& m_process;
    Bounds& m_bounds;
    const std::string_view m_to_send;
    std::optional<Serving> m_serving;
    Transfer m_transfer;
    Communicating m_communicating;
    bool m_has_kept_unsent = false;
    std::optional<Outputs> m_outputs;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
