// Finds programs by name.
#include "os/ask.hpp"

#include "words/search.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// The default search path, which finds the system's own programs.
std::string standard_path() {
    std::string path(::confstr(_CS_PATH, nullptr, 0), '\0');
    ::confstr(_CS_PATH, path.data(), path.size());
    if (!path.empty())
        path.pop_back(); // the terminating NUL
    return path;
}

} // namespace

std::vector<std::string> program_candidates(const std::string& program, const std::optional<std::string>& path) {
    if (path)
        return posix_candidates(program, *path);
    const char* ours = std::getenv("PATH");
    return posix_candidates(program, ours != nullptr ? ours : standard_path());
}

bool is_executable(const std::string& path) {
    struct stat status {};
    return path.find('\0') == path.npos && ::stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode) &&
           ::access(path.c_str(), X_OK) == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
