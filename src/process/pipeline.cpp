#include "pipeline.hpp"

#include <subprocess/options.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "bounds.hpp"
#include "call/ok_codes.hpp"
#include "child_process.hpp"
#include "end_of_call.hpp"
#include "end_of_one.hpp"
#include "ending.hpp"
#include "limited_flow.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/stdio.hpp"
#include "passage.hpp"
#include "pipeline_start.hpp"
#include "pipeline_streams.hpp"
#include "python/failed_commands.hpp"
#include "served.hpp"
#include "stage_node.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Those of a stage count before those of all.
std::vector<arg::Codes> ok_codes_of_each(const std::vector<const StageNode*>& commands, const Keywords& keywords) {
    const arg::Codes* const of_all = ok_codes_of(keywords);
    const auto has_own = [](const StageNode* command) { return command->options.ok_codes.given(); };
    std::vector<arg::Codes> of_each;
    if (of_all != nullptr || std::any_of(commands.begin(), commands.end(), has_own))
        for (const StageNode* const command : commands)
            of_each.push_back(has_own(command) || of_all == nullptr ? command->options.ok_codes : *of_all);
    return of_each;
}

} // namespace

Pipeline::Pipeline(PipelineStart& start, const Keywords& keywords, Bounds& bounds)
    : m_bounds(bounds), m_end(end_settings_of(keywords)), m_commands(start.shown_commands()),
      m_ok_codes(ok_codes_of_each(start.commands, keywords)), m_codes(m_commands.size()), m_usages(m_commands.size()),
      m_running(m_commands.size()), m_streams(std::move(start.ends), start.sinks_of_stages(), std::move(start.passages),
                                              {m_end.max_output.value_or(no_output_limit), bounds.activity()}),
      m_children(start.start()) {
    for (std::size_t i = 0; i < m_children.size(); ++i)
        m_running[i] = m_children[i].get();
}

Pipeline::~Pipeline() {
    if (!m_is_over)
        end_and_collect();
}

Outputs Pipeline::run(const Command& name) {
    if (run_within_bounds())
        return m_streams.take_received();
    Outputs so_far = m_streams.received_so_far();
    keep_longer(so_far, end_and_collect());
    m_bounds.raise(name, std::move(so_far));
}

bool Pipeline::run_within_bounds() {
    m_bounds.begin();
    try {
        m_is_over = move_and_wait();
        if (!m_is_over)
            m_bounds.conclude();
    } catch (const OutputLimitReached& reached) {
        m_bounds.conclude(reached);
    }
    return m_is_over;
}

/// \return false if one of the bounds comes first
bool Pipeline::move_and_wait() {
    if (m_end.drain || m_children.front()->has_tree)
        return move_beyond_end();
    return m_streams.move(m_bounds.deadline()) && wait_for_all_programs();
}

bool Pipeline::wait_for_all_programs() {
    for (std::size_t i = 0; i < m_children.size(); ++i) {
        const std::optional<int> code = m_children[i]->wait(m_bounds.deadline(), m_usages[i]);
        if (!code)
            return false;
        m_codes[i] = *code;
    }
    return true;
}

/// Does not rely on the end of file: what the programs have left behind may hold the pipes. With trees it is ended as
/// soon as its program has ended, since it may hold a pipe for which another command waits.
bool Pipeline::move_beyond_end() {
    while (!m_running.empty()) {
        EndOfOne end(m_running);
        m_streams.move(m_bounds.deadline(), &end);
        if (!end.await(m_bounds.deadline()))
            return false;
        end_leftovers();
    }
    if (!wait_for_all_programs())
        return false;
    if (m_end.drain)
        m_streams.move(earlier(m_bounds.deadline(), Deadline::after(*m_end.drain)));
    const bool has_moved_all = m_end.drain ? m_streams.move_rest() : m_streams.move(m_bounds.deadline());
    m_leaked = !has_moved_all;
    return (has_moved_all || m_end.drain) && m_streams.end(m_bounds.deadline());
}

/// Deals with the commands whose programs have ended.
void Pipeline::end_leftovers() {
    const auto runs = [](ChildProcess* child) { return !child->process->wait(Deadline::passed()); };
    const auto ended = std::partition(m_running.begin(), m_running.end(), runs);
    std::vector<ChildProcess*> trees(ended, m_running.end());
    const bool are_trees = !trees.empty() && trees.front()->has_tree;
    if (are_trees)
        drain_trees(trees);
    m_running.erase(ended, m_running.end());
    if (!are_trees)
        return;
    Ending ending(trees, m_streams, m_bounds.hurry());
    ending.run();
    ending.conclude();
}

/// What these have left behind may still write for a time, or until it has ended, if a handle tells that. Without one
/// the question would end what is left in a process group.
void Pipeline::drain_trees(const std::vector<ChildProcess*>& ended) {
    if (!m_end.drain)
        return;
    const Deadline drained = earlier(m_bounds.deadline(), Deadline::after(*m_end.drain));
    for (ChildProcess* const child : ended) {
        EndOfAll end(*child);
        m_streams.move(drained, end.handle() == no_handle ? nullptr : &end);
    }
}

/// \return all that was in the pipes
Outputs Pipeline::end_and_collect() noexcept {
    const os::NotCancellable until_reaped;
    Outputs collected;
    m_is_over = true;
    for (const Stdio stream : {Stdio::out, Stdio::err})
        if (m_bounds.has_exceeded(stream))
            m_streams.close(stream); // what comes from now on is not wanted, and must not block anybody
    Ending(m_running, m_streams, m_bounds.hurry()).run();
    m_streams.collect_what_is_there();
    attempt([&] { collected = m_streams.received_so_far(); });
    for (const auto& child : m_children)
        reap(*child);
    return collected;
}

/// One that cannot be ended is reaped later.
void Pipeline::reap(ChildProcess& child) noexcept {
    bool has_ended = false;
    attempt([&] { has_ended = child.wait_for_all(Deadline::passed()); });
    if (!has_ended)
        attempt([&] { abandon(std::move(child.process)); });
}

CompletedPipeline Pipeline::completed() {
    CompletedPipeline result;
    result.commands = std::move(m_commands);
    for (const auto& child : m_children)
        result.left_behind += child->process->left_behind();
    result.returncodes = m_codes;
    result.ok_codes = m_ok_codes;
    result.usages = m_usages;
    result.leaked = m_leaked;
    return result;
}

bool Pipeline::has_failed() const {
    const std::vector<std::size_t> failed = failed_commands(m_codes, m_ok_codes);
    const bool is_forgiven = !failed.empty() && failed.back() + 1 == m_codes.size() &&
                             m_codes.back() == -os::broken_pipe_signal && m_streams.has_closed_early();
    return failed.size() > (is_forgiven ? 1u : 0u);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
