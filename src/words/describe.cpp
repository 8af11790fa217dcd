// describe() of all exceptions and results.
#include <subprocess/codes.hpp>
#include <subprocess/command.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/error.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/result.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/usage.hpp>

#include "description.hpp"
#include "failed_start.hpp"
#include "near_program.hpp"
#include "os/ask.hpp"
#include "python/failed_commands.hpp"
#include "python/hidden_words.hpp"
#include "visible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::string describe_command(std::string headline, const Command& command, const Output& err) {
    return Description(std::move(headline)).add(command).add(err, HiddenWords::secrets_of(command)).take();
}

std::string describe_end(const std::string& ending, const std::optional<Usage>& usage, const Command& command,
                         const Output& err) {
    return describe_command("The command " + ending + duration_of(usage) + '.', command, err);
}

/// For a call that was ended. Its command may have ended before, while others held the streams; then nobody knows when.
/// \param text a sentence
std::string describe_ended(std::string text, const EndOfChild& end, const Command& command, const Output& err) {
    if (end.returncode.has_value())
        text.append(" The command ")
            .append(ending_of(*end.returncode, *end.returncode != 0))
            .append(os::is_signal(*end.returncode) ? duration_of(end.usage) : std::string())
            .append(".");
    return describe_command(std::move(text), command, err);
}

std::string describe_pipeline(const std::vector<Command>& commands, const std::vector<int>& returncodes,
                              const std::vector<std::size_t>& failed, const std::optional<Usage>& usage,
                              const Output& err) {
    Description text(std::string("The pipeline ") + (failed.empty() ? "succeeded" : "failed") + duration_of(usage) +
                     '.');
    std::vector<std::string> secrets;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const bool has_failed = std::find(failed.begin(), failed.end(), i) != failed.end();
        const std::string end =
            i < returncodes.size() ? ", which " + ending_of(returncodes[i], has_failed) : std::string();
        text.add(fmt::format("command {}{}", i, end), commands[i]);
        for (std::string& secret : HiddenWords::secrets_of(commands[i]))
            secrets.push_back(std::move(secret));
    }
    return text.add(err, secrets).take();
}

} // namespace

} // namespace detail

std::string Error::describe() const {
    return detail::visible(what());
}

std::string CalledProcessError::describe() const {
    return detail::describe_end(detail::ending_of(returncode, true), end_of_child().usage, cmd, stderr_);
}

std::string CompletedProcess::describe() const {
    return detail::describe_end(detail::ending_of(returncode, !ok_codes.has(returncode)), usage, args, stderr_);
}

std::string TimeoutExpired::describe() const {
    if (cmd.empty()) // reading, or waiting for many
        return Error::describe();
    const std::string headline =
        idle ? fmt::format("The command neither read nor wrote for {} s (idle_timeout).", timeout)
             : fmt::format("The call did not end within its timeout of {} s.", timeout);
    return detail::describe_ended(headline, end_of_child(), cmd, stderr_);
}

std::string OutputLimitExceeded::describe() const {
    const std::string headline = fmt::format("The command wrote more than {} bytes to {} (max_output).", limit,
                                             m_is_stderr ? "stderr" : "stdout");
    return detail::describe_ended(headline, end_of_child(), cmd, stderr_);
}

std::string Cancelled::describe() const {
    if (cmd.empty())
        return Error::describe();
    return detail::describe_ended("The call was cancelled.", end_of_child(), cmd, stderr_);
}

std::string PipelineError::describe() const {
    return detail::describe_pipeline(commands, returncodes, failed, end_of_child().usage, stderr_);
}

std::string CompletedPipeline::describe() const {
    return detail::describe_pipeline(commands, returncodes, detail::failed_commands(returncodes, ok_codes),
                                     detail::longest(usages), stderr_);
}

std::string OSError::describe() const {
    detail::Description description(Error::describe());
    const detail::FailedStart* const start = m_start.get();
    if (start == nullptr)
        return description.take();
    description.add(start->command);
    if (start->is_about_cwd)
        description.add("cwd", detail::visible_in_line(filename));
    else if (start->is_about_program && code() == std::errc::no_such_file_or_directory)
        if (const std::string hint = detail::hint_for(filename, start->path, start->cwd); !hint.empty())
            description.add("hint", hint);
    return description.take();
}

std::string Failure::describe() const {
    try {
        rethrow();
    } catch (const Error& error) {
        return error.describe();
    } catch (...) {
        return detail::visible(what());
    }
}

} // namespace v1
} // namespace subprocess
