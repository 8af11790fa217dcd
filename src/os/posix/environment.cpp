#include "environment.hpp"

#include "../os.hpp"

#include <string>
#include <vector>

#if defined(__APPLE__)
#include <crt_externs.h>
#else
extern char** environ;
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

#if defined(__APPLE__)

char** const* environment_variables() noexcept {
    return ::_NSGetEnviron(); // a dynamic library has no environ there
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

} // namespace os
} // namespace v1
} // namespace subprocess
