#include "tree.hpp"

#include "os/posix/system.hpp"

#if SUBPROCESS_SUPERVISORS

#include "cgroup.hpp"
#include "child.hpp"
#include "failure.hpp"
#include "make_supervisor.hpp"
#include "os/deadline.hpp"
#include "os/posix/ask/features.hpp"
#include "os/posix/end/exit_handle.hpp"
#include "os/posix/end/started_tree.hpp"
#include "os/posix/end/tree_group.hpp"
#include "os/posix/end/tree_process.hpp"
#include "os/posix/end/tree_record.hpp"
#include "os/posix/io/poll.hpp"
#include "os/posix/posix.hpp"
#include "os/streams.hpp"
#include "plan.hpp"
#include "raw_supervisor.hpp"
#include "report_pipe.hpp"
#include "text_busy.hpp"
#include "tree_kind.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/subprocess_error.hpp>

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// A supervisor that was forked cannot tell of its own death by a signal.
bool has_gone(StartedTree& tree) {
    if (tree.record->state != tree_gone && reap_supervisor(tree.supervisor))
        tree.record->state = tree_gone;
    return tree.record->state == tree_gone;
}

/// Sleeps while the word has this value and the supervisor lives.
void await(StartedTree& tree, const std::atomic<int>& word, int value) {
    constexpr double seconds = 0.1;
    while (word == value && tree.record->state != tree_gone) {
        sleep_while(word, value, Deadline::after(seconds));
        if (word == value && !has_gone(tree))
            continue_supervisor(tree.supervisor);
    }
}

/// Also ends what runs. The record is the supervisor's memory, so it must be gone first, whatever fails here.
void discard(StartedTree& tree) {
    if (!has_gone(tree))
        request_end(tree);
    tree.requests.close();
    await(tree, tree.record->state, tree_started);
    await(tree, tree.record->state, tree_program_ended);
    while (!reap_supervisor(tree.supervisor))
        sleep_while(tree.record->state, tree_gone, Deadline::after(0.001));
}

// Starting ------------------------------------------------------------------------------------------------------------

/// The supervisor has made the program, or has said why not.
ExitHandle program_of(StartedTree& tree, TreeKind kind) {
    TreeRecord& record = *tree.record;
    Handle pidfd = kind == TreeKind::clone ? Handle(record.pidfd) : open_exit_handle_unchecked(record.pid);
    if (record.is_held.exchange(0) != 0)
        raw::wake(&record.is_held);
    return ExitHandle(record.pid, std::move(pidfd));
}

/// Without its supervisor the program ends, too, and must be out of our memory before we go on.
void await_return(StartedTree& tree) {
    constexpr double seconds = 2;
    await(tree, tree.record->program_is_in, 1);
    if (tree.record->program_is_in == 0)
        return;
    tree.program.send_signal(SIGKILL);
    for (const Deadline limit = Deadline::after(seconds); tree.record->program_is_in != 0 && !limit.has_passed();)
        sleep_while(tree.record->program_is_in, 1, limit);
}

void await_program(StartedTree& tree, PreparedChild& child, std::optional<ReportPipe>& pipe, TreeKind kind) {
    if (pipe)
        pipe->read();
    const bool runs = pipe && child.report.step == Step::none;
    if (!runs && child.report.step != Step::report)
        return await_return(tree);
    if (kind == TreeKind::fork || child.needs_memory_of_its_own())
        return;
    note_telling(tree.record->program_is_in == 0);
}

void throw_if_refused(StartedTree& tree, TreeKind kind) {
    const int error = tree.record->error;
    if (error == 0 && tree.record->pid != 0)
        return;
    const bool may_be_in = error == 0 && tree.record->pidfd != -1 && !tree.record->has_memory_of_its_own;
    if (may_be_in) // the supervisor was killed after it had cloned the program
        await_return(tree);
    discard(tree);
    if (kind == TreeKind::clone && is_refusal(error))
        give_up(Feature::tree_clone);
    if (error != 0 && tree.record->cgroup >= 0)
        throw_cgroup_error(error);
    if (error != 0)
        throw_errno(error, detail::KeywordName{"tree"});
    throw SubprocessError("the supervisor of the tree was killed");
}

TreeGroup make_group(const PreparedChild& child) {
    return child.plan.cgroup >= 0 ? TreeGroup(child.plan.cgroup) : TreeGroup();
}

StartedTree start_once(PreparedChild& child, TreeKind kind) {
    StartedTree tree;
    tree.record = map_tree();
    tree.group = make_group(child);
    Pipe pipe = open_pipe(Access::write);
    tree.requests = above_standard_streams(std::move(pipe.ours));
    const Handle theirs = above_standard_streams(std::move(pipe.theirs));
    std::optional<SharedReport> shared;
    if (child.plan.cgroup >= 0)
        shared.emplace(child);
    std::optional<ReportPipe> report;
    if (needs_report_pipe(child, kind))
        report.emplace(child);
    child.plan.reset_handlers = true;
    tree.record->program = &child.plan;
    tree.record->has_memory_of_its_own = child.needs_memory_of_its_own() || kind == TreeKind::fork;
    tree.record->can_clone3 = usable(Feature::clone3) || tree.group.folder() >= 0;
    tree.record->parent = ::getpid();
    tree.record->requests = theirs.get();
    tree.record->cgroup = tree.group.folder();
    tree.record->cgroup_parent = tree.group.parent();
    tree.group.name().copy(tree.record->cgroup_name, sizeof(tree.record->cgroup_name) - 1);
    tree.supervisor = make_supervisor(*tree.record, child.plan, kind);
    if (!report)
        await(tree, tree.record->program_is_in, 1); // usually the last that we wait for, so we are woken only once
    await(tree, tree.record->state, tree_born);
    tree.program = program_of(tree, kind);
    throw_if_refused(tree, kind);
    await_program(tree, child, report, kind);
    if (shared)
        shared->take();
    return tree;
}

/// A kernel or a filter that refuses a supervisor of one kind may allow the other.
StartedTree start_in_possible_way(PreparedChild& child, const Start& start) {
    const TreeKind kind = tree_kind_for(start);
    try {
        return start_once(child, kind);
    } catch (const OSError&) {
        if (kind == TreeKind::fork || usable(Feature::tree_clone))
            throw;
    }
    child.report = {};
    return start_once(child, TreeKind::fork);
}

} // namespace

std::unique_ptr<Process> spawn_tree(const Start& start) {
    const auto child = std::make_unique<PreparedChild>(start);
    const auto once = [&] { return start_in_possible_way(*child, start); };
    StartedTree tree = start_when_not_busy(*child, start, once, discard);
    if (child->report.step != Step::none) {
        discard(tree);
        throw_report(*child);
    }
    if (child->was_killed_at_birth()) {
        discard(tree);
        throw_killed_at_birth();
    }
    try {
        return std::make_unique<TreeProcess>(std::move(tree), start.is_handed_out);
    } catch (...) { // no memory
        discard(tree);
        throw;
    }
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess

#endif
