#include "cmd_exe.hpp"

#include "codecs/ascii.hpp"
#include "command_line.hpp"
#include "python/repr.hpp"

#include <subprocess/error.hpp>

#include <algorithm>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

using namespace std::string_view_literals;

/// Even inside quotes, cmd.exe replaces %NAME%, which cannot be escaped, and ends the line at a line end.
void refuse(const std::string& word, std::string_view forbidden, std::string_view role, const std::string& shown) {
    const std::size_t found = word.find_first_of(forbidden);
    if (found == word.npos)
        return;
    const char c = word[found];
    const std::string_view what = c == '%'   ? "a percent sign"sv
                                  : c == '"' ? "a quote"sv
                                  : c == 0   ? "a NUL"sv
                                             : "a line end"sv;
    std::string complaint(role);
    throw ValueError(
        complaint.append(" cannot be given to cmd.exe, since it has ").append(what).append(": ").append(repr(shown)));
}

} // namespace

bool is_batch_file(std::string_view program) {
    const std::size_t last = program.find_last_not_of(". ");
    if (last == program.npos || last < 3)
        return false;
    std::string extension(program.substr(last - 3, 4));
    std::transform(extension.begin(), extension.end(), extension.begin(), lower);
    return extension == ".bat" || extension == ".cmd";
}

std::string batch_command_line(const std::string& script, const std::vector<std::string>& arguments,
                               const std::vector<std::string>& shown) {
    refuse(script, "%\"\r\n\0"sv, "the batch file", script);
    // No AutoRun commands, extensions on, and no expansion of !NAME!, regardless of the registry.
    std::string line = "/d /e:ON /v:OFF /c \"\"";
    line.append(script) += '"';
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        refuse(arguments[i], "%\r\n\0"sv, "the argument", shown[i]);
        append_word(line += ' ', arguments[i], InnerQuote::doubled);
    }
    return line += '"';
}

} // namespace detail
} // namespace v1
} // namespace subprocess
