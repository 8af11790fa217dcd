// Sinks and sources that watch what moves through others, whichever they are.
#pragma once

#include "os/stdio.hpp"
#include "os/streams.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

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

/// What is watched while bytes move.
struct TransferLimits {
    std::size_t max_output = no_output_limit; ///< of each stream
    Activity* activity = nullptr;             ///< null: nobody needs to be told

    bool any() const noexcept { return max_output != no_output_limit || activity != nullptr; }
};

/// Lets so many bytes through to a sink. The next one is kept here, and reading ends with OutputLimitReached.
class LimitedSink final : public os::Sink {
public:
    /// \param activity may be null
    LimitedSink(os::Sink& target, std::size_t rest, OutputLimitReached beyond, Activity* activity)
        : m_target(target), m_rest(rest), m_beyond(beyond), m_activity(activity) {}

    os::Room room() override {
        if (m_is_dropping)
            return room_for_waste();
        if (m_rest == 0)
            return {&m_surplus, 1};
        const os::Room room = m_target.room();
        return {room.memory, std::min(room.size, m_rest)};
    }

    os::Verdict filled(std::size_t count) override {
        if (m_is_dropping)
            return os::Verdict::go_on;
        m_has_surplus = m_rest == 0 && count > 0;
        if (m_has_surplus)
            throw m_beyond;
        m_rest -= count;
        const os::Verdict verdict = m_target.filled(count);
        if (m_activity != nullptr && count > 0)
            m_activity->note();
        return verdict;
    }

    /// A byte beyond the limit is taken even if the target cannot take any now.
    os::Wish wish() override {
        const os::Wish wish = m_target.wish();
        return wish == os::Wish::later && m_rest == 0 ? os::Wish::now : wish;
    }
    void ended() override { m_target.ended(); }
    bool may_throw() const override { return m_target.may_throw() || m_beyond.limit != no_output_limit; }

    /// \throws OutputLimitReached if there was one byte more
    void require_within_limit() const {
        if (m_has_surplus)
            throw m_beyond;
    }

    /// From now on it reads and drops what comes.
    void drop_rest() { m_is_dropping = true; }

    /// The byte beyond the limit, or nothing.
    std::string_view surplus() const { return {&m_surplus, m_has_surplus ? std::size_t{1} : 0}; }

private:
    /// The target may have none: it is read although it does not wish it.
    os::Room room_for_waste() {
        if (!m_waste)
            m_waste.reset(new char[os::pipe_capacity]); // not make_unique(), which would fill it
        return {m_waste.get(), os::pipe_capacity};
    }

    os::Sink& m_target;
    std::size_t m_rest;
    const OutputLimitReached m_beyond;
    Activity* const m_activity;
    char m_surplus = 0;
    bool m_has_surplus = false;
    bool m_is_dropping = false;
    std::unique_ptr<char[]> m_waste;
};

class WatchedSource final : public os::Source {
public:
    WatchedSource(os::Source& origin, Activity& activity) : m_origin(origin), m_activity(activity) {}

    /// The time that the origin takes for a new piece is not the child's.
    std::string_view next() override {
        const std::string_view piece = m_origin.next();
        if (std::exchange(m_is_asked_anew, false))
            m_activity.note();
        return piece;
    }
    void taken(std::size_t count) override {
        m_origin.taken(count);
        if (count > 0)
            m_activity.note();
        m_is_asked_anew = true;
    }
    bool is_waiting() override { return m_origin.is_waiting(); }
    bool may_throw() const override { return m_origin.may_throw(); }

private:
    os::Source& m_origin;
    Activity& m_activity;
    bool m_is_asked_anew = true;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
