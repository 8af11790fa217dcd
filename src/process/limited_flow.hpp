// Sinks and sources that watch what moves through others, whichever they are.
#pragma once

#include "os/stdio.hpp"
#include "os/streams.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Is told whenever bytes have moved.
class Activity {
public:
    virtual void note() = 0;

protected:
    ~Activity() = default;
};

/// Thrown when a stream had a byte more than max_output.
struct OutputLimitReached {
    Stdio stream = Stdio::out;
    std::size_t limit = 0;
};

inline constexpr std::size_t no_output_limit = SIZE_MAX;

/// Lets so many bytes through to a sink. The next one is kept here, and reading ends with OutputLimitReached.
class LimitedSink final : public os::Sink {
public:
    /// \param activity may be null
    LimitedSink(os::Sink& target, std::size_t rest, OutputLimitReached beyond, Activity* activity)
        : m_target(target), m_rest(rest), m_beyond(beyond), m_activity(activity) {}

    os::Room room() override {
        if (m_rest == 0)
            return {&m_surplus, 1};
        const os::Room room = m_target.room();
        return {room.memory, std::min(room.size, m_rest)};
    }

    os::Verdict filled(std::size_t count) override {
        m_has_surplus = m_rest == 0 && count > 0;
        if (m_has_surplus)
            throw m_beyond;
        m_rest -= count;
        const os::Verdict verdict = m_target.filled(count);
        if (m_activity != nullptr && count > 0)
            m_activity->note();
        return verdict;
    }

    /// The byte beyond the limit, or nothing.
    std::string_view surplus() const { return {&m_surplus, m_has_surplus ? std::size_t{1} : 0}; }

private:
    os::Sink& m_target;
    std::size_t m_rest;
    const OutputLimitReached m_beyond;
    Activity* const m_activity;
    char m_surplus = 0;
    bool m_has_surplus = false;
};

class WatchedSource final : public os::Source {
public:
    WatchedSource(os::Source& origin, Activity& activity) : m_origin(origin), m_activity(activity) {}

    std::string_view next() override { return m_origin.next(); }
    void taken(std::size_t count) override {
        m_origin.taken(count);
        if (count > 0)
            m_activity.note();
    }

private:
    os::Source& m_origin;
    Activity& m_activity;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
