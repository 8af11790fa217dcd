// Windows ends no thread in a way that unwinds its stack.
#include "os/cancellation.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

NotCancellable::NotCancellable() noexcept = default;

NotCancellable::~NotCancellable() = default;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
