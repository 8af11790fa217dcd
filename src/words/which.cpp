#include <subprocess/which.hpp>

#include "os/ask.hpp"
#include "python/raise.hpp"

#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {

std::optional<std::string> which(const arg::Word& program, const arg::Path& path) {
    const auto folders = path.given() ? std::optional<std::string>(detail::checked_string(path, "path")) : std::nullopt;
    for (std::string& candidate : detail::os::program_candidates(detail::checked_string(program, "program"), folders))
        if (detail::os::is_executable(candidate))
            return std::move(candidate);
    return {};
}

} // namespace v1
} // namespace subprocess
