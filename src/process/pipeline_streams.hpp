// All bytes of a pipeline that go through this process.
#pragma once

#include <subprocess/outputs.hpp>

#include "last_output.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "passage.hpp"
#include "served.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Those at its two ends, those that go to sinks of single commands, and those that functions pass on.
class PipelineStreams final : public LastOutput {
public:
    /// \param ends null if there is nothing to serve
    /// \param sinks of single commands, which live as long as it is used
    PipelineStreams(std::unique_ptr<Served> ends, std::vector<Served*> sinks,
                    std::vector<std::unique_ptr<Passage>> passages, const TransferLimits& limits);

    /// Moves bytes until all streams are closed, the event has happened or the deadline passes.
    /// \return whether all streams are closed
    /// \throws OutputLimitReached, what sinks, functions and a source throw
    bool move(const Deadline& deadline, os::Event* until = nullptr);
    /// Moves what is there. \return whether all streams are closed
    bool move_rest();
    /// The same as move(), but no more input is sent.
    bool move_output(const Deadline& deadline, os::Event* until) override;
    /// From now on.
    void drop_excess() override;
    bool serves() const noexcept override { return true; }
    /// Closes such a stream.
    void close(Stdio stream) noexcept;

    /// Closes all streams, as if they had come to their end, and moves what is to go on elsewhere.
    /// \return false if the deadline passes first
    bool end(const Deadline& deadline);
    /// After the end of all commands: takes what is left of their output. What a sink throws is lost.
    void collect_what_is_there() noexcept;

    Outputs received_so_far();
    Outputs take_received();
    /// Whether a sink has closed stdout or stderr before its end, so that commands may have died of it.
    bool has_closed_early() const;

private:
    const std::unique_ptr<Served> m_ends;
    const std::vector<std::unique_ptr<Passage>> m_passages;
    std::vector<Served*> m_served; ///< the ends and the sinks of single commands
    const TransferLimits m_limits;
    std::vector<os::Flow> m_flows;
    std::size_t m_outputs = 0; ///< so many come first
};

} // namespace detail
} // namespace v1
} // namespace subprocess
