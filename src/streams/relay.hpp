// A buffer between a stream that is read and one that is written.
#pragma once

#include <subprocess/handle.hpp>

#include "os/streams.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Is filled by one flow, and emptied by another one to `target`. When it is full, the first one waits.
class RelayBuffer final : public os::Source {
public:
    /// \param target is closed when it takes no more, or has everything
    explicit RelayBuffer(Handle& target, std::string_view first = {})
        : m_target(target), m_capacity(first.size() + 2 * os::pipe_capacity), m_memory(new char[m_capacity]) {
        append(first);
    }

    os::Wish wish() const {
        if (m_has_failed)
            return os::Wish::now;
        if (m_has_ended || !m_target.valid())
            return os::Wish::never;
        const bool has_room = is_empty() || m_capacity - m_end >= os::pipe_capacity;
        return has_room ? os::Wish::now : os::Wish::later;
    }
    /// Where the next bytes go. Those that are there stay in place: a write of them may be pending.
    /// \pre it wishes them now
    os::Room room() {
        if (is_empty())
            m_begin = m_end = 0;
        return {m_memory.get() + m_end, os::pipe_capacity};
    }
    void filled(std::size_t count) { m_end += m_has_failed ? 0 : count; }
    void append(std::string_view bytes) {
        bytes.copy(room().memory, bytes.size());
        filled(bytes.size());
    }
    /// Nothing more will be appended.
    void end() { m_has_ended = true; }

    std::string_view next() override { return {m_memory.get() + m_begin, m_end - m_begin}; }
    void taken(std::size_t count) override { m_begin += count; }
    /// From now on it drops what comes.
    void failed() override {
        m_has_failed = m_has_ended = true;
        m_begin = m_end = 0;
    }
    bool is_waiting() override { return !m_has_ended && is_empty(); }

private:
    bool is_empty() const { return m_begin == m_end; }

    Handle& m_target;
    const std::size_t m_capacity;
    std::unique_ptr<char[]> m_memory;
    std::size_t m_begin = 0, m_end = 0;
    bool m_has_ended = false, m_has_failed = false;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
