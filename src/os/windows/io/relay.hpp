// Streams of ours that are given to another child.
#pragma once

#include "os/streams.hpp"

#include <future>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Our end of a pipe is overlapped, and no other program knows that: when two of its threads read or write at a time,
/// as they may with any other handle, each can be told of the end of the other's call. No pipe can be changed to be
/// synchronous, or be opened once more. So the other child gets a pipe of its own, and a thread moves the bytes.
class Relay {
public:
    /// Nothing is moved before start(), and never without it.
    Relay(NativeHandle stream, Access childs);

    /// The child's end.
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
