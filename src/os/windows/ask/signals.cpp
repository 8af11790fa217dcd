// On Windows no return code is the number of a signal.
#include "os/ask.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

bool is_signal(int) noexcept {
    return false;
}

std::string_view signal_name(int) noexcept {
    return {};
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
