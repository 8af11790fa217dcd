#include <subprocess/completed_pipeline.hpp>

#include <subprocess/command.hpp>
#include <subprocess/output.hpp>

#include "failed_commands.hpp"
#include "hidden_words.hpp"
#include "os/ask.hpp"
#include "os/process.hpp"
#include "raise.hpp"
#include "repr.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

bool died_of_broken_pipe(int returncode) {
    return os::is_signal(returncode) && returncode == -os::broken_pipe_signal;
}

std::string ending(int returncode) {
    if (const std::string_view name = os::signal_name(returncode); !name.empty())
        return fmt::format("died with {}", name);
    return "returned " + repr(returncode);
}

std::string pipeline_error_text(const std::vector<Command>& commands, const std::vector<int>& codes,
                                const std::vector<std::size_t>& failed) {
    std::string text = "Pipeline failed";
    const char* separator = ": ";
    for (const std::size_t i : failed) {
        const std::string command = i < commands.size() ? commands[i].repr() : "?";
        text += fmt::format("{}command {} {} {}", separator, i, command, ending(codes[i]));
        separator = ", ";
    }
    return text;
}

std::string repr_of(const std::vector<Command>& commands) {
    std::string text = "[";
    for (const Command& command : commands)
        text += (text.size() > 1 ? ", " : "") + command.repr();
    return text += "]";
}

std::string repr_of(const std::vector<int>& codes) {
    std::string text = "[";
    for (const int code : codes)
        text += (text.size() > 1 ? ", " : "") + repr(code);
    return text += "]";
}

} // namespace

std::optional<Usage> longest(const std::vector<std::optional<Usage>>& usages) {
    std::optional<Usage> result;
    for (const std::optional<Usage>& usage : usages)
        if (usage && (!result || result->wall < usage->wall))
            result = usage;
    return result;
}

std::vector<std::size_t> failed_commands(const std::vector<int>& returncodes, const std::vector<arg::Codes>& ok_codes) {
    std::vector<std::size_t> failed;
    for (std::size_t i = 0; i < returncodes.size(); ++i) {
        const bool is_ok = i < ok_codes.size() ? ok_codes[i].has(returncodes[i]) : returncodes[i] == 0;
        if (!is_ok && (i + 1 == returncodes.size() || !died_of_broken_pipe(returncodes[i])))
            failed.push_back(i);
    }
    return failed;
}

namespace {

std::vector<std::size_t> failed_in(const CompletedPipeline& pipeline) {
    return failed_commands(pipeline.returncodes, pipeline.ok_codes);
}

} // namespace

} // namespace detail

PipelineError::PipelineError(const std::vector<Command>& all, const std::vector<int>& codes, Output out, Output err)
    : SubprocessError(detail::pipeline_error_text(all, codes, detail::failed_commands(codes, {}))), commands(all),
      returncodes(codes), failed(detail::failed_commands(codes, {})), stdout_(std::move(out)), stderr_(std::move(err)) {
    for (Command& command : commands)
        detail::HiddenWords::forget(command);
}

PipelineError::PipelineError(const CompletedPipeline& ended)
    : SubprocessError(detail::pipeline_error_text(ended.commands, ended.returncodes, detail::failed_in(ended))),
      commands(ended.commands), returncodes(ended.returncodes), failed(detail::failed_in(ended)),
      stdout_(ended.stdout_), stderr_(ended.stderr_) {
    for (Command& command : commands)
        detail::HiddenWords::forget(command);
}

PipelineError::PipelineError(const PipelineError& other) = default;
PipelineError& PipelineError::operator=(const PipelineError& other) = default;
PipelineError::~PipelineError() = default;

CompletedPipeline::CompletedPipeline() noexcept = default;
CompletedPipeline::CompletedPipeline(const CompletedPipeline& other) = default;
CompletedPipeline::CompletedPipeline(CompletedPipeline&& other) noexcept = default;
CompletedPipeline& CompletedPipeline::operator=(const CompletedPipeline& other) = default;
CompletedPipeline& CompletedPipeline::operator=(CompletedPipeline&& other) noexcept = default;
CompletedPipeline::~CompletedPipeline() = default;

const CompletedPipeline& CompletedPipeline::check_returncodes() const {
    if (!detail::failed_in(*this).empty())
        detail::throw_with({{}, detail::longest(usages)}, PipelineError(*this));
    return *this;
}

std::ostream& operator<<(std::ostream& out, const CompletedPipeline& pipeline) {
    const auto write = [&out](const char* name, const Output& output) {
        if (output.has_value())
            out << name << (output.is_text() ? detail::repr(*output) : detail::repr_bytes(*output));
    };
    out << "CompletedPipeline(commands=" << detail::repr_of(pipeline.commands)
        << ", returncodes=" << detail::repr_of(pipeline.returncodes);
    write(", stdout=", pipeline.stdout_);
    write(", stderr=", pipeline.stderr_);
    return out << ')';
}

std::ostream& operator<<(std::ostream& out, const PipelineError& exception) {
    return out << fmt::format("PipelineError({}, {})", detail::repr_of(exception.commands),
                              detail::repr_of(exception.returncodes));
}

} // namespace v1
} // namespace subprocess
