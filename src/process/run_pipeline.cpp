#include <subprocess/pipeline.hpp>

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/given.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/output.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/shlex.hpp>

#include "bounds.hpp"
#include "call/check_arguments.hpp"
#include "pipeline.hpp"
#include "pipeline_keywords.hpp"
#include "pipeline_start.hpp"
#include "python/hidden_words.hpp"
#include "stage_node.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::string shown(const StageNode& stage) {
    if (stage.is_function())
        return "through()";
    return stage.command.is_string() ? stage.command.str() : shlex::join(stage.command.list());
}

/// All commands in one line, for exceptions.
Command line_of(const StageList& stages, const std::vector<Command>& commands) {
    std::string line;
    for (std::size_t i = 0; i < stages.size(); ++i)
        line += (i > 0 ? " | " : "") + shown(node_of(stages[i]));
    Command all(line);
    for (const Command& command : commands)
        HiddenWords::add(all, command);
    return all;
}

} // namespace

CompletedPipeline run_pipeline(const StageList& stages, const Keywords& keywords) {
    cleanup();
    check_arguments(keywords, fn_pipeline);
    const PipelineKeywords served(keywords);
    Bounds bounds(served.all());
    require_pipe_for_idle_timeout(served.all());
    PipelineStart start(stages, served.all());
    const Command line = line_of(stages, start.shown_commands());
    bounds.require_not_cancelled(line);
    start.open();
    Pipeline pipeline(start, served.all(), bounds);
    Outputs outputs = pipeline.run(line);
    CompletedPipeline result = pipeline.completed();
    result.stdout_ = std::move(outputs.stdout_);
    result.stderr_ = std::move(outputs.stderr_);
    if (keywords.get<kw::check>() && pipeline.has_failed())
        result.check_returncodes();
    return result;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
