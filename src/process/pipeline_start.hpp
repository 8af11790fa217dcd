// The start of a pipeline: its pipes, and all its commands at the same time.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/command.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/pipeline.hpp>
#include <subprocess/reader.hpp>

#include "child_process.hpp"
#include "os/stdio.hpp"
#include "passage.hpp"
#include "served.hpp"
#include "stage_node.hpp"
#include "stage_start.hpp"
#include "streams/child_streams.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class PipelineStart {
public:
    /// Reads and checks everything. \param stages, keywords must outlive it
    PipelineStart(const StageList& stages, const Keywords& keywords);

    /// Opens the streams. \throws what Popen throws, with a note of the stage
    void open();
    /// The commands for results and exceptions.
    std::vector<Command> shown_commands() const;
    /// The streams of single commands that go to sinks.
    std::vector<Served*> sinks_of_stages() const;
    /// \throws the same; then no command runs
    std::vector<std::unique_ptr<ChildProcess>> start();

    const StreamSettings settings;
    std::unique_ptr<Served> ends;                   ///< null if nothing is to be served
    std::vector<std::unique_ptr<Passage>> passages; ///< keep pointers to the stages
    std::vector<const StageNode*> commands;

private:
    class Place;

    Connection end(Stdio stream) const;
    void connect();
    Connection link(std::size_t from, Connection& writer);
    NativeHandle keep(Handle&& childs);
    Place place_of(std::size_t command) const;

    const StageList& m_stages;
    const std::optional<int> m_pipe_size;
    const Redirections m_redirections;
    std::vector<std::size_t> m_positions; ///< of the commands, among all stages
    std::vector<std::unique_ptr<StageStart>> m_starts;
    ChildStreams m_ends;
    std::vector<Handle> m_childs_ends;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
