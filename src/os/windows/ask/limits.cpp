// Windows has no limits with numbers.
#include "os/ask.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

std::string limit_name(int resource) {
    return "resource " + std::to_string(resource);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
