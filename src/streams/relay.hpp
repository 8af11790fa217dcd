// A buffer between a stream that is read and one that is written.
#pragma once

#include <subprocess/handle.hpp>

#include "os/streams.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Is filled by one flow, and emptied by another one to `target`. When it is full, the first one waits.
class RelayBuffer final : public os::Source {
public:
    /// \param target is closed when it takes no more, or has everything
    explicit RelayBuffer(Handle& target, std::string first = {}) : m_target(target), m_bytes(std::move(first)) {}

    os::Wish wish() const {
        if (m_has_failed)
            return os::Wish::now;
        if (m_has_ended || !m_target.valid())
            return os::Wish::never;
        return m_bytes.size() - m_taken < os::pipe_capacity ? os::Wish::now : os::Wish::later;
    }
    void append(std::string_view bytes) {
        if (m_has_failed)
            return;
        m_bytes.erase(0, std::exchange(m_taken, 0));
        m_bytes += bytes;
    }
    /// Nothing more will be appended.
    void end() { m_has_ended = true; }

    std::string_view next() override { return std::string_view(m_bytes).substr(m_taken); }
    void taken(std::size_t count) override { m_taken += count; }
    /// From now on it drops what comes.
    void failed() override {
        m_has_failed = m_has_ended = true;
        m_bytes.clear();
        m_taken = 0;
    }
    bool is_waiting() override { return !m_has_ended && m_taken == m_bytes.size(); }

private:
    Handle& m_target;
    std::string m_bytes;
    std::size_t m_taken = 0;
    bool m_has_ended = false, m_has_failed = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
