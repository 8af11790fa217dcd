#include "pipeline_streams.hpp"

#include <subprocess/output.hpp>

#include "attempt.hpp"
#include "child_process.hpp"
#include "limited_flow.hpp"
#include "passage.hpp"
#include "served.hpp"

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

PipelineStreams::PipelineStreams(std::unique_ptr<Served> ends, std::vector<Served*> sinks,
                                 std::vector<std::unique_ptr<Passage>> passages, const TransferLimits& limits)
    : m_ends(std::move(ends)), m_passages(std::move(passages)), m_served(std::move(sinks)), m_limits(limits) {
    if (m_ends != nullptr)
        m_served.push_back(m_ends.get());
    for (Served* const served : m_served)
        served->add_sinks(m_flows, m_limits);
    for (const auto& passage : m_passages)
        passage->add_flows(m_flows, m_limits.activity);
    m_outputs = m_flows.size();
    if (m_ends != nullptr)
        m_ends->add_source(m_flows, m_limits.activity);
}

bool PipelineStreams::move(const Deadline& deadline, os::Event* until) {
    for (const Served* const served : m_served)
        served->require_within_limit();
    return os::exchange({m_flows.data(), m_flows.size(), deadline, until});
}

bool PipelineStreams::move_rest() {
    // The first look takes all bytes that are there, the second one sees the end of file behind them.
    return move(Deadline::passed()) || move(Deadline::passed());
}

bool PipelineStreams::move_output(const Deadline& deadline, os::Event* until) {
    return os::exchange({m_flows.data(), m_outputs, deadline, until});
}

void PipelineStreams::drop_excess() {
    for (Served* const served : m_served)
        served->drop_excess();
}

void PipelineStreams::close(Stdio stream) noexcept {
    for (Served* const served : m_served)
        attempt([&] { served->end(stream); });
}

bool PipelineStreams::end(const Deadline& deadline) {
    for (const auto& passage : m_passages)
        passage->close();
    for (Served* const served : m_served)
        served->end();
    return move(deadline);
}

void PipelineStreams::collect_what_is_there() noexcept {
    for (Served* const served : m_served)
        served->collect_what_is_there(m_limits);
}

Outputs PipelineStreams::received_so_far() {
    if (m_ends == nullptr)
        return {};
    return {m_ends->captured(Stdio::out), m_ends->captured(Stdio::err)};
}

Outputs PipelineStreams::take_received() {
    if (m_ends == nullptr)
        return {};
    Output out = m_ends->take_captured(Stdio::out);
    return {std::move(out), m_ends->take_captured(Stdio::err)};
}

bool PipelineStreams::has_closed_early() const {
    return m_ends != nullptr && m_ends->has_closed_early();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
