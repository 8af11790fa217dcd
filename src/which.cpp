#include <subprocess/which.hpp>

#include "errors.hpp"
#include "os/os.hpp"

#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {

std::optional<std::string> which(const Arg& program, const PathArg& path) {
    const auto folders = path.given() ? std::optional<std::string>(checked_string(path, "path")) : std::nullopt;
    for (std::string& candidate : os::program_candidates(checked_string(program, "program"), folders))
        if (os::is_executable(candidate))
            return std::move(candidate);
    return {};
}

} // namespace v1
} // namespace subprocess
