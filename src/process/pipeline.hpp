// A running pipeline.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/command.hpp>
#include <subprocess/completed_pipeline.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/usage.hpp>

#include "bounds.hpp"
#include "call/end_settings.hpp"
#include "child_process.hpp"
#include "pipeline_streams.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class PipelineStart;

/// The destructor ends what still runs.
class Pipeline {
public:
    /// Starts the commands. \param start was opened \param bounds must outlive it
    Pipeline(PipelineStart& start, const Keywords& keywords, Bounds& bounds);
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;
    ~Pipeline();

    /// Moves the bytes, and waits for the end of all commands. If a bound comes first, all are ended.
    /// \param name for that exception \throws what Bounds::raise() throws; what sinks, functions and a source throw
    Outputs run(const Command& name);

    /// To be called once, after run(): without the outputs.
    CompletedPipeline completed();
    /// Also false if the last command has died of SIGPIPE, since a sink had enough.
    bool has_failed() const;

private:
    bool run_within_bounds();
    bool move_and_wait();
    bool move_beyond_end();
    bool wait_for_all_programs();
    void end_leftovers();
    void drain_trees(const std::vector<ChildProcess*>& ended);
    Outputs end_and_collect() noexcept;
    static void reap(ChildProcess& child) noexcept;

    Bounds& m_bounds;
    const EndSettings m_end;
    std::vector<Command> m_commands;          ///< as they are shown
    const std::vector<arg::Codes> m_ok_codes; ///< of each; empty: none were given
    std::vector<int> m_codes;
    std::vector<std::optional<Usage>> m_usages;
    std::vector<ChildProcess*> m_running; ///< whose end nobody has dealt with
    PipelineStreams m_streams;
    const std::vector<std::unique_ptr<ChildProcess>> m_children; ///< last: what fails before leaves no child behind
    bool m_leaked = false;
    bool m_is_over = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
