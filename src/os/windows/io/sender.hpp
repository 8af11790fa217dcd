// How exchange() writes, by overlapped operations.
#pragma once

#include "io.hpp"
#include "os/streams.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/windows.hpp"

#include <subprocess/handle.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// While it lives, a write takes what fits at once. The mode belongs to the open file, which others may share.
class NonBlocking {
public:
    explicit NonBlocking(NativeHandle pipe) : m_pipe(pipe) { set(PIPE_READMODE_BYTE | PIPE_NOWAIT); }
    NonBlocking(const NonBlocking&) = delete;
    NonBlocking& operator=(const NonBlocking&) = delete;
    ~NonBlocking() { set(PIPE_READMODE_BYTE | PIPE_WAIT); }

private:
    void set(DWORD mode) { ::SetNamedPipeHandleState(m_pipe, &mode, nullptr, nullptr); }

    NativeHandle m_pipe;
};

/// A cancelled write does not say how many of its bytes the child has taken. So if it may be late, what fits is written
/// at once, and only a single byte waits for room.
class Sender {
public:
    Sender(const Flow& flow, bool may_be_late) : m_flow(flow), m_may_be_late(may_be_late) {}

    bool is_busy() const { return m_flow.is_open(); }
    const Operation& operation() const { return m_operation; }

    /// Takes the result of a write, or begins one. \return whether a write has completed
    bool advance() {
        if (m_operation.is_pending() && !m_operation.has_completed())
            return false;
        if (m_operation.is_pending())
            return settle(m_operation.result());
        if (!m_is_reader_gone && m_flow.source->is_waiting())
            return false;
        close_if_sent();
        if (!is_busy() || (m_may_be_late && send_what_fits()))
            return true;
        const std::string_view bytes = m_flow.source->next();
        m_operation.write(m_flow.stream->get(), bytes.substr(0, m_may_be_late ? 1 : bytes.size()));
        return m_operation.is_pending() ? false : settle(m_operation.result());
    }

    /// Cancels the pending write, and writes what fits now.
    void finish() {
        rescue();
        if (!m_is_reader_gone && m_flow.source->is_waiting())
            return;
        close_if_sent();
        if (is_busy() && m_may_be_late)
            send_what_fits();
        if (is_busy())
            close_if_sent();
    }

    /// Cancels the pending write.
    void rescue() { settle(m_operation.cancel()); }

private:
    void close_if_sent() {
        if (m_is_reader_gone || (!m_flow.source->is_waiting() && m_flow.source->next().empty()))
            m_flow.stream->close();
    }

    bool send_what_fits() {
        const NonBlocking mode(m_flow.stream->get());
        const std::string_view bytes = m_flow.source->next();
        for (std::size_t size = std::min(bytes.size(), pipe_capacity / 2); size > 0; size /= 2) {
            m_operation.write(m_flow.stream->get(), bytes.substr(0, size));
            const Operation::Result result = m_operation.result();
            if (result.error != 0 || result.count > 0)
                return settle(result);
        }
        return false;
    }

    [[noreturn]] void fail(DWORD error) {
        m_flow.source->failed();
        throw_windows_error(error);
    }

    bool settle(Operation::Result result) {
        if (result.count > 0)
            m_flow.source->taken(result.count);
        if (is_broken_pipe(result.error))
            m_is_reader_gone = true; // no error: a child may stop reading
        else if (result.error != 0)
            fail(result.error);
        return true;
    }

    const Flow& m_flow;
    bool m_may_be_late;
    bool m_is_reader_gone = false;
    Operation m_operation;
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
