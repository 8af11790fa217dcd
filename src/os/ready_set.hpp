// The door to the operating system: waiting for one of many handles.
#pragma once

#include "os/deadline.hpp"

#include <subprocess/handle.hpp>

#include <cstddef>
#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Handles of processes, each with a key. For one thread.
class ReadySet {
public:
    ReadySet() = default;
    ReadySet(const ReadySet&) = delete;
    ReadySet& operator=(const ReadySet&) = delete;
    virtual ~ReadySet() = default;

    /// \return false if the system cannot wait for it in this set
    virtual bool add(NativeHandle handle, std::size_t key) = 0;

    /// Before the handle is closed.
    virtual void remove(NativeHandle handle) noexcept = 0;

    /// Waits until one is ready. If the deadline has passed, it looks once. One that is not removed stays ready.
    /// \return its key; none if the deadline or a signal ended the wait
    virtual std::optional<std::size_t> wait(Deadline deadline) = 0;
};

/// For one wait: it costs nothing to make, and a wait takes time for every handle.
std::unique_ptr<ReadySet> make_ready_set();

/// For many waits: where the system can, a wait takes no more time for many handles than for a few. \throws OSError
std::unique_ptr<ReadySet> open_lasting_ready_set();

} // namespace detail::os
} // namespace v1
} // namespace subprocess
