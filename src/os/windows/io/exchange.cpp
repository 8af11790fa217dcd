#include "os/streams.hpp"

#include "io.hpp"
#include "os/windows/failure.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

// What comes from a child ---------------------------------------------------------------------------------------------

/// How much lies in a pipe.
std::size_t size_of_content(NativeHandle pipe) {
    DWORD size = 0;
    return ::PeekNamedPipe(pipe, nullptr, 0, nullptr, &size, nullptr) ? size : 0;
}

class Receiver {
public:
    explicit Receiver(Exchange::Incoming& output) : m_output(output) {}

    bool is_busy() const { return is_open(m_output.stream); }
    const Operation& operation() const { return m_operation; }

    /// Takes what has come, or asks for more. \return whether there was something
    bool advance() {
        if (!m_operation.is_pending())
            read(pipe_capacity);
        else if (m_operation.has_completed())
            return settle(m_operation.result());
        return m_operation.is_pending() ? false : settle(m_operation.result());
    }

    /// Takes what has come by now, and asks for nothing more.
    void finish() {
        settle(m_operation.cancel());
        if (!is_busy())
            return;
        read(std::max(pipe_capacity, size_of_content(m_output.stream->get())));
        settle(m_operation.is_pending() ? m_operation.cancel() : m_operation.result());
    }

private:
    void read(std::size_t size) {
        m_buffer.resize(size);
        m_operation.read(m_output.stream->get(), m_buffer.data(), size);
    }

    /// No bytes are not the end: somebody may have written none.
    bool settle(Operation::Result result) {
        m_output.bytes->append(m_buffer, 0, result.count);
        if (is_broken_pipe(result.error))
            m_output.stream->close();
        else if (result.error != 0)
            throw_windows_error(result.error);
        return true;
    }

    Exchange::Incoming& m_output;
    std::string m_buffer; // not the output itself, which must not be touched while the kernel writes to it
    Operation m_operation;
};

// What goes to it -----------------------------------------------------------------------------------------------------

/// Makes writes take what fits at once, while it lives. The mode belongs to the open file, as others have it.
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

/// A write that is given up does not say how much the child has taken of it. Where that may happen, what fits is
/// written at once, and what waits for room is a single byte.
class Sender {
public:
    Sender(Exchange::Outgoing& input, Deadline deadline) : m_input(input), m_may_be_late(!deadline.is_never()) {}

    bool is_busy() const { return is_open(m_input.stream); }
    const Operation& operation() const { return m_operation; }

    /// Sends what there is room for, or asks for some. \return whether something was sent
    bool advance() {
        if (m_operation.is_pending() && !m_operation.has_completed())
            return false;
        if (m_operation.is_pending())
            return settle(m_operation.result());
        if (m_input.bytes.empty())
            m_input.stream->close();
        if (!is_busy() || (m_may_be_late && send_what_fits()))
            return true;
        m_operation.write(m_input.stream->get(), m_input.bytes.substr(0, m_may_be_late ? 1 : m_input.bytes.size()));
        return m_operation.is_pending() ? false : settle(m_operation.result());
    }

    /// Gives up what waits.
    void finish() {
        settle(m_operation.cancel());
        if (is_busy() && m_may_be_late && !m_input.bytes.empty())
            send_what_fits();
        if (is_busy() && m_input.bytes.empty())
            m_input.stream->close();
    }

private:
    bool send_what_fits() {
        const NonBlocking mode(m_input.stream->get());
        for (std::size_t size = std::min(m_input.bytes.size(), pipe_capacity / 2); size > 0; size /= 2) {
            m_operation.write(m_input.stream->get(), m_input.bytes.substr(0, size));
            const Operation::Result result = m_operation.result();
            if (result.error != 0 || result.count > 0)
                return settle(result);
        }
        return false;
    }

    bool settle(Operation::Result result) {
        m_input.bytes.remove_prefix(result.count);
        if (is_broken_pipe(result.error))
            m_input.bytes = {}; // the child reads no more, which is its right
        else if (result.error != 0)
            throw_windows_error(result.error);
        return true;
    }

    Exchange::Outgoing& m_input;
    bool m_may_be_late;
    Operation m_operation;
};

// Both ----------------------------------------------------------------------------------------------------------------

class Mover {
public:
    Mover(Exchange& exchange, Deadline deadline)
        : m_deadline(deadline), m_sender(exchange.input, deadline), m_outputs{{Receiver(exchange.outputs[0]),
                                                                               Receiver(exchange.outputs[1])}} {}

    bool is_busy() const { return m_sender.is_busy() || m_outputs[0].is_busy() || m_outputs[1].is_busy(); }

    void advance() {
        bool has_moved = false;
        for_each([&](auto& stream) { has_moved = stream.advance() || has_moved; });
        if (!has_moved)
            await();
    }

    void finish() {
        for_each([](auto& stream) { stream.finish(); });
    }

private:
    template <class Work> void for_each(Work work) {
        for (Receiver& output : m_outputs)
            if (output.is_busy())
                work(output);
        if (m_sender.is_busy())
            work(m_sender);
    }

    /// Until something that was asked for is there.
    void await() {
        HANDLE events[3];
        DWORD count = 0;
        for_each([&](auto& stream) { events[count++] = stream.operation().event(); });
        if (::WaitForMultipleObjects(count, events, FALSE, milliseconds_of(m_deadline)) == WAIT_FAILED)
            throw_last_error();
    }

    Deadline m_deadline;
    Sender m_sender;
    std::array<Receiver, 2> m_outputs;
};

} // namespace

bool exchange(Exchange& exchange, Deadline deadline) {
    Mover mover(exchange, deadline);
    while (mover.is_busy() && !deadline.has_passed())
        mover.advance();
    mover.finish();
    return !mover.is_busy();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
