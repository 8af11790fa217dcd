// What children still write while they come to their end.
#pragma once

#include "awaited.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

class LastOutput {
public:
    LastOutput() = default;
    LastOutput(const LastOutput&) = delete;
    LastOutput& operator=(const LastOutput&) = delete;

    /// Moves bytes until all streams are closed, the event has happened or the deadline passes.
    /// \throws OutputLimitReached, what sinks and functions throw
    virtual bool move_output(const Deadline& deadline, os::Event* until) = 0;

    /// Until keep_limit() what comes from a stream that had more than max_output is dropped.
    virtual void drop_excess() = 0;
    virtual void keep_limit() {}

    /// Whether sinks or functions of the user's are served.
    virtual bool serves() const noexcept = 0;

    // Only for those that are ended in steps: moves what is ready; what to wait for between two steps.
    virtual bool step() { return true; }
    virtual void add_to(Awaited&) const {}

protected:
    ~LastOutput() = default;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
