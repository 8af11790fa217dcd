#include "description.hpp"

#include <subprocess/none.hpp>

#include "hidden_tail.hpp"
#include "os/ask.hpp"
#include "python/repr.hpp"
#include "visible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Several lines stand below the name.
std::string indented(std::string_view lines) {
    while (!lines.empty() && lines.back() == '\n')
        lines.remove_suffix(1);
    if (lines.find('\n') == lines.npos)
        return std::string(" ").append(lines);
    std::string text = "\n    ";
    for (const char c : lines)
        text.append(c == '\n' ? "\n    " : std::string(1, c));
    return text;
}

/// A string is what the user has typed for a shell or for Windows; a path is a word.
std::string pasted(const Command& command) {
    if (command.is_string() && !command.is_path())
        return visible(command.list().front());
    return os::pasted(command.list());
}

/// The custom on Windows, where such a status is an error of the system.
std::string in_hex(int returncode) {
    constexpr unsigned largest_plain = 255;
    const auto status = static_cast<unsigned>(returncode);
    return status > largest_plain ? fmt::format(" (0x{:08X})", status) : std::string();
}

std::string_view limit_behind(std::string_view signal) {
    if (signal == "SIGXCPU")
        return ", since its CPU time has reached RLIMIT_CPU";
    if (signal == "SIGXFSZ")
        return ", since a file has reached RLIMIT_FSIZE";
    return {};
}

} // namespace

Description& Description::add(std::string_view name, std::string_view value) {
    m_text.append("\n  ").append(name).append(":").append(indented(value));
    return *this;
}

Description& Description::add(std::string_view name, const Command& command) {
    return add(name, pasted(command));
}

Description& Description::add(const Command& command) {
    return command.empty() ? *this : add("command", command);
}

Description& Description::add(const Output& err, const std::vector<std::string>& secrets) {
    if (err == None)
        return *this;
    const std::size_t size = err.size() + err.dropped();
    if (size == 0)
        return add("stderr", "(empty)");
    const std::size_t shown = std::min(err.size(), shown_of_stream);
    // What a sink has dropped may have come before or after.
    const std::string_view which = err.dropped() == 0 ? "the last " : "";
    const std::string name = shown == size ? "stderr" : fmt::format("stderr ({}{} of {} bytes)", which, shown, size);
    return add(name, visible(hidden_tail(*err, secrets)));
}

std::string ending_of(int returncode, bool has_failed) {
    if (returncode == 0 && !has_failed)
        return "succeeded";
    if (!os::is_signal(returncode))
        return (has_failed ? "failed with exit status " : "ended with exit status ") + repr(returncode) +
               in_hex(returncode);
    const std::string_view name = os::signal_name(returncode);
    const auto number = -static_cast<long long>(returncode);
    return name.empty() ? fmt::format("was ended by signal {}", number)
                        : fmt::format("was ended by {} (signal {}){}", name, number, limit_behind(name));
}

std::string duration_of(const std::optional<Usage>& usage) {
    if (!usage)
        return {};
    return fmt::format(" after {:.3f} s", usage->wall.count());
}

} // namespace detail
} // namespace v1
} // namespace subprocess
