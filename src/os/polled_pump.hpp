// For doors where reads and writes never stay pending.
#pragma once

#include <subprocess/handle.hpp>

#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "os/streams.hpp"

#include <cstddef>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

class PolledPump final : public Pump {
public:
    /// \param move moves what is ready, and returns whether all streams are closed
    PolledPump(const Flow* flows, std::size_t count, bool (*move)(const Exchange&))
        : m_now(flows, count, m_at_once), m_move(move) {}

    bool step() override { return m_move(m_now); }
    void settle() override {}
    bool is_due() const override { return false; }
    void add_awaited(std::vector<Readiness>& awaited) const override {
        for (const Flow& flow : m_now)
            if (can_move(flow))
                awaited.push_back({flow.stream->get(), flow.sink != nullptr ? Access::read : Access::write});
    }

private:
    static bool can_move(const Flow& flow) {
        if (!flow.is_open())
            return false;
        return flow.sink != nullptr ? flow.sink->wish() == Wish::now : !flow.source->is_waiting();
    }

    const Deadline m_at_once = Deadline::passed();
    const Exchange m_now;
    bool (*const m_move)(const Exchange&);
};

} // namespace detail::os
} // namespace v1
} // namespace subprocess
