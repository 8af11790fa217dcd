// Windows ends no thread in a way that unwinds its stack.
#include "../os.hpp"

namespace subprocess {
inline namespace v1 {
namespace os {

NotCancellable::NotCancellable() noexcept = default;

NotCancellable::~NotCancellable() = default;

} // namespace os
} // namespace v1
} // namespace subprocess
