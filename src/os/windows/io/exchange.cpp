#include "os/streams.hpp"

#include "io.hpp"
#include "os/watch.hpp"
#include "os/windows/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

// Reading from a child ------------------------------------------------------------------------------------------------

bool is_at_end(NativeHandle pipe) {
    return !::PeekNamedPipe(pipe, nullptr, 0, nullptr, nullptr, nullptr) && is_broken_pipe(::GetLastError());
}

class Receiver {
public:
    explicit Receiver(const Flow& flow) : m_flow(flow) {}
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    /// What has been read when another flow throws is kept.
    ~Receiver() {
        try {
            settle(m_operation.cancel());
        } catch (...) {
        }
    }

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

// Writing to a child --------------------------------------------------------------------------------------------------

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

// All flows -----------------------------------------------------------------------------------------------------------

class Movers {
public:
    explicit Movers(const Exchange& exchange) : m_deadline(exchange.deadline), m_watch(exchange.until) {
        const bool may_be_late = !exchange.deadline.is_never() || exchange.until != nullptr || may_throw(exchange);
        for (const Flow& flow : exchange) {
            if (flow.is_open() && flow.sink != nullptr)
                m_receivers.emplace_back(flow);
            if (flow.is_open() && flow.source != nullptr)
                m_senders.emplace_back(flow, may_be_late);
        }
    }

    void advance() {
        bool has_moved = false;
        for_each([&](auto& stream) { has_moved = stream.advance() || has_moved; });
        if (!has_moved)
            await();
        if (m_watch.handle() != no_handle && ::WaitForSingleObject(m_watch.handle(), 0) == WAIT_OBJECT_0)
            m_watch.is_ready();
    }

    bool is_over() { return m_deadline.has_passed() || m_watch.has_happened(); }

    void finish() {
        for_each([](auto& stream) { stream.finish(); });
    }

    /// After an exception: what the pending operations have moved is not lost.
    void rescue() noexcept {
        for_each([](auto& stream) {
            try {
                stream.rescue();
            } catch (...) { // the first error is the one that is told
            }
        });
    }

private:
    /// Whether a sink or source runs code of the user's, which may throw while an operation is pending.
    static bool may_throw(const Exchange& exchange) {
        return std::any_of(exchange.begin(), exchange.end(), [](const Flow& flow) {
            return flow.sink != nullptr ? flow.sink->may_throw() : flow.source->may_throw();
        });
    }

    template <class Work> void for_each(Work work) {
        for (Receiver& receiver : m_receivers)
            if (receiver.is_busy())
                work(receiver);
        for (Sender& sender : m_senders)
            if (sender.is_busy())
                work(sender);
    }

    /// Waits until one of the operations is over, or for the event. Windows waits for at most 64, and refuses more.
    void await() {
        m_events.clear();
        for_each([&](auto& stream) {
            if (stream.operation().is_pending())
                m_events.push_back(stream.operation().event());
        });
        if (m_watch.handle() != no_handle)
            m_events.push_back(m_watch.handle());
        const Deadline limit = m_watch.limit(m_deadline);
        if (limit.trigger_handle() != no_handle)
            m_events.push_back(limit.trigger_handle());
        const auto count = static_cast<DWORD>(m_events.size());
        if (::WaitForMultipleObjects(count, m_events.data(), FALSE, milliseconds_of(limit)) == WAIT_FAILED)
            throw_last_error();
    }

    const Deadline& m_deadline;
    Watch m_watch;
    std::list<Receiver>
        m_receivers; // a list, because the kernel writes into their operations, which must stay in place
    std::list<Sender> m_senders;
    fmt::basic_memory_buffer<HANDLE, 4> m_events;
};

} // namespace

bool exchange(const Exchange& exchange) {
    Movers movers(exchange);
    try {
        while (exchange.count_open() > 0 && !movers.is_over())
            movers.advance();
        movers.finish();
    } catch (...) {
        movers.rescue();
        throw;
    }
    return exchange.count_open() == 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
