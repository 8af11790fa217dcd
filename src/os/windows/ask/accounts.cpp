// Windows has no numeric user and group ids.
#include "os/ask.hpp"

#include <subprocess/error.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

std::uint32_t look_up_user(const std::string&) {
    throw ValueError("The 'user' parameter is not supported on the current platform");
}

std::uint32_t look_up_group(const std::string&) {
    throw ValueError("The 'group' parameter is not supported on the current platform");
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
