// The door to the operating system: moving bytes in steps, between which somebody else waits.
#pragma once

#include "os/streams.hpp"

#include <subprocess/handle.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// What to wait for. What Windows waits for is an object, whichever way the bytes go.
struct Readiness {
    NativeHandle handle;
    Access access = Access::read;
};

/// An exchange that somebody else waits for. Its destructor completes what has begun; nothing is lost.
class Pump {
public:
    Pump() = default;
    Pump(const Pump&) = delete;
    Pump& operator=(const Pump&) = delete;
    virtual ~Pump() = default;

    /// Moves what is ready, and does not block. It may throw what exchange() throws, and can then be called again.
    /// \return whether all streams are closed
    virtual bool step() = 0;

    /// Completes what has begun. It may throw what step() throws.
    virtual void settle() = 0;

    /// Whether the next step can move more at once, whatever is ready.
    virtual bool is_due() const = 0;

    /// Adds what becomes ready when the next step can move something.
    virtual void add_awaited(std::vector<Readiness>& awaited) const = 0;
};

/// \param flows as in an Exchange; they must outlive the pump
std::unique_ptr<Pump> open_pump(const Flow* flows, std::size_t count);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
