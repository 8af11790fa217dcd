#include "environment.hpp"

#include "os/ask.hpp"

#include <string>
#include <string_view>
#include <vector>

#if defined(__APPLE__)
#include <crt_externs.h>
#else
extern "C" {
extern char** environ; // some systems declare it in no header
}
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if defined(__APPLE__)

char** const* environment_variables() noexcept {
    return ::_NSGetEnviron(); // a dynamic library cannot use environ on macOS
}

#else

char** const* environment_variables() noexcept {
    return &environ;
}

#endif

std::vector<std::string> environment() {
    std::vector<std::string> copied;
    for (char** variable = *environment_variables(); variable != nullptr && *variable != nullptr; ++variable)
        copied.emplace_back(*variable);
    return copied;
}

std::string_view name_of(std::string_view variable) noexcept {
    return variable.substr(0, variable.find('='));
}

std::string comparable_name(std::string_view name) {
    return std::string(name);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
