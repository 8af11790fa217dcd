#include "os/streams.hpp"

#include "io.hpp"
#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "os/watch.hpp"
#include "os/windows/failure.hpp"
#include "receiver.hpp"
#include "sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <list>
#include <memory>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Whether a sink or source runs code of the user's, which may throw while an operation is pending.
bool may_throw(const Flow* flows, std::size_t count) {
    return std::any_of(flows, flows + count, [](const Flow& flow) {
        return flow.sink != nullptr ? flow.sink->may_throw() : flow.source->may_throw();
    });
}

class Movers {
public:
    Movers(const Flow* flows, std::size_t count, bool may_be_late) {
        for (std::size_t i = 0; i < count; ++i) {
            const Flow& flow = flows[i];
            if (flow.is_open() && flow.sink != nullptr)
                m_receivers.emplace_back(flow);
            if (flow.is_open() && flow.source != nullptr)
                m_senders.emplace_back(flow, may_be_late);
        }
    }

    /// Takes what has completed, and begins what can be begun. \return whether anything has moved
    bool advance() {
        bool has_moved = false;
        for_each([&](auto& stream) { has_moved = stream.advance() || has_moved; });
        return has_moved;
    }

    /// Calls `f` with the event of each pending operation.
    template <class F> void for_each_event(F f) const {
        for (const Receiver& receiver : m_receivers)
            if (receiver.is_busy() && receiver.operation().is_pending())
                f(receiver.operation().event());
        for (const Sender& sender : m_senders)
            if (sender.is_busy() && sender.operation().is_pending())
                f(sender.operation().event());
    }

    void finish() {
        for_each([](auto& stream) { stream.finish(); });
    }

    /// Cancels what is pending, and takes what it has moved.
    void settle() {
        for_each([](auto& stream) { stream.rescue(); });
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
    template <class Work> void for_each(Work work) {
        for (Receiver& receiver : m_receivers)
            if (receiver.is_busy())
                work(receiver);
        for (Sender& sender : m_senders)
            if (sender.is_busy())
                work(sender);
    }

    std::list<Receiver>
        m_receivers; // a list, because the kernel writes into their operations, which must stay in place
    std::list<Sender> m_senders;
};

/// Moves until the deadline passes or the event has happened.
class Driver {
public:
    explicit Driver(const Exchange& exchange)
        : m_exchange(exchange), m_movers(exchange.flows, exchange.count, may_be_late(exchange)),
          m_watch(exchange.until) {}

    void run() {
        try {
            while (m_exchange.count_open() > 0 && !is_over())
                advance();
            m_movers.finish();
        } catch (...) {
            m_movers.rescue();
            throw;
        }
    }

private:
    static bool may_be_late(const Exchange& exchange) {
        return !exchange.deadline.is_never() || exchange.until != nullptr || may_throw(exchange.flows, exchange.count);
    }

    bool is_over() { return m_exchange.deadline.has_passed() || m_watch.has_happened(); }

    void advance() {
        if (!m_movers.advance())
            await();
        if (m_watch.handle() != no_handle && ::WaitForSingleObject(m_watch.handle(), 0) == WAIT_OBJECT_0)
            m_watch.is_ready();
    }

    /// Waits until one of the operations is over, or for the event. Windows waits for at most 64, and refuses more.
    void await() {
        m_events.clear();
        m_movers.for_each_event([&](NativeHandle event) { m_events.push_back(event); });
        if (m_watch.handle() != no_handle)
            m_events.push_back(m_watch.handle());
        const Deadline limit = m_watch.limit(m_exchange.deadline);
        if (limit.trigger_handle() != no_handle)
            m_events.push_back(limit.trigger_handle());
        const auto count = static_cast<DWORD>(m_events.size());
        if (::WaitForMultipleObjects(count, m_events.data(), FALSE, milliseconds_of(limit)) == WAIT_FAILED)
            throw_last_error();
    }

    const Exchange& m_exchange;
    Movers m_movers;
    Watch m_watch;
    fmt::basic_memory_buffer<HANDLE, 4> m_events;
};

/// Its reads and writes stay pending between the steps.
class OverlappedPump final : public Pump {
public:
    OverlappedPump(const Flow* flows, std::size_t count)
        : m_at_once(Deadline::passed()), m_all(flows, count, m_at_once), m_movers(flows, count, true) {}
    OverlappedPump(const OverlappedPump&) = delete;
    OverlappedPump& operator=(const OverlappedPump&) = delete;
    ~OverlappedPump() override { m_movers.rescue(); }

    /// A child that keeps writing does not keep us here.
    bool step() override {
        constexpr int most_rounds = 16;
        try {
            m_is_due = true;
            for (int round = 0; round < most_rounds && m_is_due; ++round)
                m_is_due = m_movers.advance();
        } catch (...) {
            m_movers.rescue();
            throw;
        }
        return m_all.count_open() == 0;
    }

    void settle() override {
        try {
            m_movers.settle();
        } catch (...) {
            m_movers.rescue();
            throw;
        }
    }

    bool is_due() const override { return m_is_due; }

    void add_awaited(std::vector<Readiness>& awaited) const override {
        m_movers.for_each_event([&](NativeHandle event) { awaited.push_back({event}); });
    }

private:
    const Deadline m_at_once;
    const Exchange m_all;
    Movers m_movers;
    bool m_is_due = true;
};

} // namespace

bool exchange(const Exchange& exchange) {
    Driver(exchange).run();
    return exchange.count_open() == 0;
}

std::unique_ptr<Pump> open_pump(const Flow* flows, std::size_t count) {
    return std::make_unique<OverlappedPump>(flows, count);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
