// Windows has no thread cancellation that unwinds the stack, so there is nothing to block.
#include "os/cancellation.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

NotCancellable::NotCancellable() noexcept = default;

NotCancellable::~NotCancellable() = default;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
