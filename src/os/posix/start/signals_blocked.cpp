#include "signals_blocked.hpp"

#include "child.hpp"
#include "raw.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

SignalsBlocked::SignalsBlocked(ChildPlan& plan) noexcept {
    raw::set_signal_mask(~std::uint64_t{0}, &m_before);
    plan.inherited_mask = m_before;
    plan.signals_blocked = true;
}

SignalsBlocked::~SignalsBlocked() {
    raw::set_signal_mask(m_before);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
