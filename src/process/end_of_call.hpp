// How run() and its kin end a child that would be left, in one go or in steps.
#pragma once

#include <subprocess/outputs.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/popen_parts.hpp>

#include "awaited.hpp"
#include "child_process.hpp"
#include "ending.hpp"
#include "transfer.hpp"

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Bounds;

/// Keeps what was seen before if the rest could not be collected for lack of memory.
void keep_longer(Outputs& seen, Outputs collected);

class EndOfCall {
public:
    /// \pre the process has a child
    EndOfCall(Popen& process, const Bounds& bounds, Pace pace) noexcept;

    /// \return whether it is over, as it always is if it may block
    bool advance() noexcept { return m_child.cannot_be_ended || m_ending.advance(); }
    /// Does not wait for the steps of grace any more.
    void hurry() noexcept { m_ending.hurry(); }
    /// Between two steps.
    void add_to(Awaited& awaited) const { m_ending.add_to(awaited); }

    /// Once it is over: reaps the child, or its tree, or abandons it if it could not be ended.
    /// \return all that was in the pipes
    Outputs collect() noexcept;

private:
    Transfer* open_outputs(const Bounds& bounds) noexcept;

    Popen& m_process;
    ChildProcess& m_child;
    const bool m_was_tried_before;
    std::optional<Transfer> m_outputs; ///< before m_ending, which reads it
    Ending m_ending;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
