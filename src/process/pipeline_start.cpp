#include "pipeline_start.hpp"

#include <subprocess/command.hpp>
#include <subprocess/error.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/shared.hpp>
#include <subprocess/sources.hpp>

#include "call/stream_settings.hpp"
#include "child_process.hpp"
#include "child_start.hpp"
#include "os/cancellation.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/streams.hpp"
#include "passage.hpp"
#include "python/environment.hpp"
#include "python/hidden_words.hpp"
#include "served.hpp"
#include "stage_node.hpp"
#include "stage_start.hpp"
#include "start_together.hpp"
#include "words/failed_start.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

StreamSettings pipeline_settings(const Keywords& keywords) {
    return stream_settings_of(keywords, encoding_of(keywords), errors_of(keywords));
}

std::optional<int> size_of_pipes(const Keywords& keywords) {
    const std::optional<int> size = pipe_size_of(keywords);
    return size > 0 ? size : std::nullopt;
}

void require_commands_at_both_ends(const StageList& stages) {
    if (stages.size() < 2)
        throw ValueError("a pipeline has at least two stages, and not " + std::to_string(stages.size()));
    for (std::size_t i = 0; i < stages.size(); ++i)
        if (stages[i].shared().get() == nullptr)
            throw ValueError("a Stage of the pipeline was moved from");
    if (node_of(stages[0]).is_function())
        throw ValueError("a pipeline cannot begin with through(): give the bytes to stdin_ or input");
    if (node_of(stages[stages.size() - 1]).is_function())
        throw ValueError("a pipeline cannot end with through(): give the bytes to stdout_ = each_chunk(f)");
}

} // namespace

/// Names a stage in exceptions.
class PipelineStart::Place {
public:
    explicit Place(std::string note) : m_note(std::move(note)) {}

    /// Keywords that make no sense.
    template <class Work> void name_in_arguments(Work work) const {
        try {
            name(work);
        } catch (const ValueError& error) {
            throw ValueError(error.what() + m_note);
        } catch (const LookupError& error) {
            throw LookupError(error.what() + m_note);
        }
    }

    template <class Work> void name(Work work) const {
        try {
            work();
        } catch (OSError& error) {
            add_note(error, m_note);
            throw;
        }
    }

private:
    std::string m_note;
};

PipelineStart::Place PipelineStart::place_of(std::size_t command) const {
    return Place(fmt::format(" (stage {} of {}: {})", m_positions[command] + 1, m_stages.size(),
                             commands[command]->command.repr()));
}

PipelineStart::PipelineStart(const StageList& stages, const Keywords& keywords)
    : settings(pipeline_settings(keywords)), m_stages(stages), m_pipe_size(size_of_pipes(keywords)),
      m_redirections(redirections_of(keywords)) {
    require_commands_at_both_ends(stages);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const StageNode& node = node_of(stages[i]);
        if (node.is_function())
            continue;
        m_positions.push_back(i);
        commands.push_back(&node);
        place_of(commands.size() - 1).name_in_arguments([&] {
            m_starts.push_back(std::make_unique<StageStart>(node, keywords));
        });
    }
}

void PipelineStart::open() {
    ends = Served::open(m_redirections, settings, Lives::in_call);
    m_ends.open_all(m_redirections, m_pipe_size);
    if (ends != nullptr)
        ends->take(m_ends.ours);
    connect();
    for (std::size_t i = 0; i < m_starts.size(); ++i)
        place_of(i).name([&] {
            m_starts[i]->child().prepare(commands[i]->command, Lives::in_call);
            m_starts[i]->child().open();
        });
}

/// The pipeline's own stream.
Connection PipelineStart::end(Stdio stream) const {
    using Kind = Redirection::Kind;
    const Stdio source = source_of(m_redirections, stream);
    const Kind kind = m_redirections[source].kind;
    const bool is_ours = source != stream && kind == Kind::inherit; // which may be closed
    return {m_ends.theirs[stream], is_ours || kind == Kind::handle, kind == Kind::closed};
}

void PipelineStart::connect() {
    Connection in = end(Stdio::in);
    for (std::size_t i = 0; i < m_starts.size(); ++i) {
        const bool is_last = i + 1 == m_starts.size();
        Connection out = end(Stdio::out);
        Connection next;
        if (!is_last)
            place_of(i).name([&] { next = link(i, out); });
        m_starts[i]->connect(in, out, end(Stdio::err));
        in = next;
    }
}

/// What connects a command with the next one. \param writer is set to the stdout of the first one
/// \return the stdin of the next one
Connection PipelineStart::link(std::size_t from, Connection& writer) {
    std::vector<const StageNode*> functions;
    for (std::size_t i = m_positions[from] + 1; i < m_positions[from + 1]; ++i)
        functions.push_back(&node_of(m_stages[i]));
    if (functions.empty()) {
        os::FilePipe pipe = os::open_file_pipe(m_pipe_size);
        writer = {keep(std::move(pipe.writer))};
        return {keep(std::move(pipe.reader))};
    }
    os::Pipe before = os::open_pipe(os::Access::read, m_pipe_size);
    os::Pipe behind = os::open_pipe(os::Access::write, m_pipe_size);
    passages.push_back(std::make_unique<Passage>(std::move(functions), std::move(before.ours), std::move(behind.ours)));
    writer = {keep(std::move(before.theirs))};
    return {keep(std::move(behind.theirs))};
}

NativeHandle PipelineStart::keep(Handle&& childs) {
    m_childs_ends.push_back(std::move(childs));
    return m_childs_ends.back().get();
}

std::vector<Command> PipelineStart::shown_commands() const {
    std::vector<Command> shown;
    shown.reserve(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        shown.push_back(HiddenWords::forgotten(commands[i]->command));
        if (const auto& secrets = m_starts[i]->child().secrets; secrets)
            HiddenWords::add(shown.back(), secrets->values);
    }
    return shown;
}

std::vector<Served*> PipelineStart::sinks_of_stages() const {
    std::vector<Served*> sinks;
    for (const auto& start : m_starts)
        if (start->child().served() != nullptr)
            sinks.push_back(start->child().served());
    return sinks;
}

std::vector<std::unique_ptr<ChildProcess>> PipelineStart::start() {
    const os::NotCancellable until_owned;
    std::vector<const os::Start*> wanted;
    wanted.reserve(m_starts.size());
    for (const auto& start : m_starts)
        wanted.push_back(&start->child().request);
    std::vector<std::unique_ptr<ChildProcess>> children;
    children.reserve(m_starts.size());
    std::size_t failed = 0;
    std::vector<std::unique_ptr<os::Process>> processes;
    try {
        processes = start_together(wanted, failed);
    } catch (OSError& error) {
        FailedStart::note(error, commands[failed]->command, m_starts[failed]->child().request);
        place_of(failed).name([] { throw; });
    }
    for (std::size_t i = 0; i < processes.size(); ++i) // nothing in here may fail
        children.push_back(m_starts[i]->child().take(std::move(processes[i])));
    m_childs_ends.clear(); // otherwise the commands would not see the end of file
    m_ends.close_theirs();
    return children;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
