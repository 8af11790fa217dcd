// How the commands of a pipeline come to their end, all at the same time.
#pragma once

#include "child_process.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"
#include "os/trigger.hpp"
#include "pipeline_streams.hpp"

#include <subprocess/grace.hpp>
#include <subprocess/handle.hpp>

#include <exception>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The end of the first of several programs.
class EndOfOne final : public os::Event {
public:
    /// \param children must outlive it, at least one
    explicit EndOfOne(const std::vector<ChildProcess*>& children) : m_children(children) {}

    bool has_happened() override;
    /// Of several there is no single handle.
    NativeHandle handle() const noexcept override;

    /// \return false if the deadline passes first
    bool await(const Deadline& deadline);

private:
    const std::vector<ChildProcess*>& m_children;
};

/// Ends several children, and with trees all that they have started: asks all of them by the steps of `grace`, and then
/// kills those that are left. It takes no longer than for one.
class PipelineEnding {
public:
    /// \param streams what the children write while they have time to end is read
    /// \param hurry kills at once when it is pulled; null: nothing does
    PipelineEnding(std::vector<ChildProcess*> children, PipelineStreams& streams, const os::Trigger* hurry);

    /// \return whether all have ended
    bool run() noexcept;

    /// Throws what has kept it from ending them, or else what a sink or a function has thrown, if anything has.
    void rethrow_error() const;

private:
    class End;

    bool ask_and_kill();
    bool is_over(ChildProcess& child, const Deadline& deadline) noexcept;
    bool are_over(const Deadline& deadline);
    void ask(const arg::GraceStep& step);
    void kill();
    void move_until_end(const Deadline& deadline);
    bool move(const Deadline& deadline, os::Event& end);

    std::vector<ChildProcess*> m_children; ///< that have not ended
    PipelineStreams& m_streams;
    const os::Trigger* m_hurry;
    std::exception_ptr m_error, m_error_of_sink;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
