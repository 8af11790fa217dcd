// How long a read may wait for a child.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/values.hpp>

#include "os/deadline.hpp"
#include "os/streams.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Patience {
public:
    /// \throws ValueError if the limit is NaN
    explicit Patience(const Timeout& limit);

    /// Appends at most `size` bytes. \return their number, 0 at the end of file; None if the time is over
    std::optional<std::size_t> read(NativeHandle handle, std::string& bytes, std::size_t size);

    bool has_limit() const { return !m_deadline.is_endless(); }

    /// \throws TimeoutExpired
    [[noreturn]] void fail() const;

private:
    double m_seconds;
    Deadline m_deadline;
    /// What is there when the time is over is read, but not all that a child can write meanwhile.
    std::size_t m_rest = os::pipe_capacity;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
