// The keywords of run(), as those of a Popen.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/redirect.hpp>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Turns `input` and `capture_output` into PIPEs, without a copy of the caller's keywords.
class RunKeywords {
public:
    /// \throws ValueError for keywords that contradict each other
    explicit RunKeywords(const Keywords& callers);
    RunKeywords(const RunKeywords&) = delete;
    RunKeywords& operator=(const RunKeywords&) = delete;
    ~RunKeywords() = default;

    Keywords all() const { return {m_slots, m_count, &m_callers}; }

private:
    void add(unsigned id, const void* value) { m_slots[m_count++] = {id, value}; }

    const Keywords& m_callers;
    const arg::Redirect<0> m_in;
    const arg::Redirect<1> m_out;
    const arg::Redirect<2> m_err;
    Slot m_slots[3]{};
    std::size_t m_count = 0;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
