// Passes one of our pipes on to another child.
#pragma once

#include "os/streams.hpp"

#include <future>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Our end of a pipe is overlapped, which the other child does not expect: if two of its threads use the handle at the
/// same time, each can be told that the other's call has completed. A pipe cannot be made synchronous or be opened
/// again, so the child gets a pipe of its own, and a thread moves the bytes.
class Relay {
public:
    /// Moves nothing until start().
    Relay(NativeHandle stream, Access childs);

    /// The end that the child gets.
    NativeHandle childs() const { return m_childs.get(); }
    NativeHandle stream() const { return m_stream; }

    void start() { m_started.set_value(); }

private:
    NativeHandle m_stream;
    Handle m_childs;
    std::promise<void> m_started;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
