#include "os/streams.hpp"

#include "io.hpp"
#include "os/watch.hpp"
#include "os/windows/failure.hpp"
#include "receiver.hpp"
#include "sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

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
