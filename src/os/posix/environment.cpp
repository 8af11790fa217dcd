#include "../os.hpp"

#if defined(__APPLE__)
#include <crt_externs.h>
#else
extern char** environ;
#endif

namespace subprocess {
inline namespace v1 {
namespace os {

namespace {

char** variables() {
#if defined(__APPLE__)
    return *::_NSGetEnviron(); // a dynamic library has no environ there
#else
    return environ;
#endif
}

} // namespace

std::vector<std::string> environment() {
    std::vector<std::string> copied;
    for (char** variable = variables(); variable != nullptr && *variable != nullptr; ++variable)
        copied.emplace_back(*variable);
    return copied;
}

} // namespace os
} // namespace v1
} // namespace subprocess
