// How exchange() reads, by overlapped operations.
#pragma once

#include "io.hpp"
#include "os/streams.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/windows.hpp"

#include <subprocess/handle.hpp>

#include <algorithm>
#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whether the pipe is empty, and nobody has its other end.
inline bool is_at_end(NativeHandle pipe) {
    return !::PeekNamedPipe(pipe, nullptr, 0, nullptr, nullptr, nullptr) && is_broken_pipe(::GetLastError());
}

/// Reads a stream of a child into its sink.
class Receiver {
public:
    explicit Receiver(const Flow& flow) : m_flow(flow) {}

    bool is_busy() const { return m_flow.is_open(); }
    const Operation& operation() const { return m_operation; }

    /// Takes the result of a read, or begins one. \return whether a read has completed
    bool advance() {
        if (!m_operation.is_pending() && m_flow.sink->wish() != Wish::now)
            return close_if_over();
        if (!m_operation.is_pending())
            read();
        else if (!m_operation.has_completed())
            return false;
        if (m_operation.is_pending() && !m_operation.has_completed())
            return false;
        settle(m_operation.result());
        return true;
    }

    /// Cancels the pending read, and takes what the pipe holds now, and sees the end of file if it is behind that.
    void finish() {
        rescue();
        if (!is_busy() || m_flow.sink->wish() != Wish::now)
            return;
        std::size_t rest = size_of_content(m_flow.stream->get()), count = 0;
        do {
            read();
            count = settle(m_operation.is_pending() ? m_operation.cancel() : m_operation.result());
            rest -= std::min(rest, count);
        } while (rest > 0 && count > 0 && is_busy() && m_flow.sink->wish() == Wish::now);
        if (is_busy() && is_at_end(m_flow.stream->get()))
            end_of_file();
    }

    /// Cancels the pending read, and delivers what it has brought.
    void rescue() { settle(m_operation.cancel()); }

private:
    bool close_if_over() {
        if (m_flow.sink->wish() == Wish::later)
            return false;
        m_flow.stream->close();
        return true;
    }

    void read() {
        const Room room = m_flow.sink->room();
        m_operation.read(m_flow.stream->get(), room.memory, room.size);
    }

    /// A read of no bytes is not the end of file: a program can write none. \return the number of bytes
    std::size_t settle(Operation::Result result) {
        const Verdict verdict = result.count > 0 ? m_flow.sink->filled(result.count) : Verdict::go_on;
        if (verdict == Verdict::stop)
            m_flow.stream->close();
        else if (is_broken_pipe(result.error))
            end_of_file();
        else if (result.error != 0)
            fail(result.error);
        return result.count;
    }

    [[noreturn]] void fail(DWORD error) {
        m_flow.sink->failed();
        throw_windows_error(error);
    }

    /// Closes first: what the sink throws must leave nothing to be done again.
    void end_of_file() {
        m_flow.stream->close();
        m_flow.sink->ended();
    }

    const Flow& m_flow;
    Operation m_operation;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
