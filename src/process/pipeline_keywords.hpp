// The keywords of a pipeline, in which its ends are served.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/values.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// What is captured goes to a sink, and input comes from a source, so that all bytes move in one way.
class PipelineKeywords {
public:
    /// \param given must outlive it \throws ValueError for keywords that exclude each other
    explicit PipelineKeywords(const Keywords& given);
    PipelineKeywords(const PipelineKeywords&) = delete;
    PipelineKeywords& operator=(const PipelineKeywords&) = delete;
    ~PipelineKeywords() = default;

    const Keywords& all() const { return m_all; }

private:
    const arg::Bytes m_input;
    const arg::Redirect<0> m_in;
    const arg::Redirect<1> m_out;
    const arg::Redirect<2> m_err;
    const Slot m_slots[3];
    const Keywords m_all;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
