// The text of a recording; docs/testing.md describes it.
#pragma once

#include <subprocess/command.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// One command that ran.
struct RecordedRun {
    Command command;
    std::optional<std::string> cwd;
    std::string input, out, err;
    int start_error = 0; ///< an errno value; 0: it has started
    int returncode = 0;
    int signal = 0;     ///< that has ended it; 0: none
    bool hangs = false; ///< it has ended because of a signal of its caller's
};

std::string text_of(const std::vector<RecordedRun>& runs);

/// \param name of the file, for messages \throws ValueError that names the line
std::vector<RecordedRun> recorded_runs(std::string_view text, const std::string& name);

} // namespace detail
} // namespace v1
} // namespace subprocess
