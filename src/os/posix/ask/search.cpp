// Finds programs by name.
#include "os/ask.hpp"

#include "words/pasted.hpp"
#include "words/search.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
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

ProgramPlaces places_of(const std::string& program, const std::string& path) {
    return posix_places(program, path);
}

std::vector<std::string> names_in(const std::string& folder) {
    struct Close {
        void operator()(DIR* open) const { ::closedir(open); }
    };
    std::vector<std::string> names;
    const std::unique_ptr<DIR, Close> opened(::opendir(folder.empty() ? "." : folder.c_str()));
    while (const dirent* const entry = opened != nullptr ? ::readdir(opened.get()) : nullptr)
        names.emplace_back(entry->d_name);
    return names;
}

std::string pasted(const std::vector<std::string>& words) {
    return pasted_in_sh(words);
}

bool is_executable(const std::string& path) {
    struct stat status {};
    return path.find('\0') == path.npos && ::stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode) &&
           ::access(path.c_str(), X_OK) == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
