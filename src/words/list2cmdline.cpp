#include <subprocess/list2cmdline.hpp>

#include "command_line.hpp"

namespace subprocess {
inline namespace v1 {

std::string list2cmdline(Args arguments) {
    return detail::command_line(arguments.list());
}

} // namespace v1
} // namespace subprocess
