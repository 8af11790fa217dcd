#include "end_settings.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/values.hpp>

#include "os/process.hpp"
#include "os/stdio.hpp"
#include "python/timeout.hpp"
#include "stream_settings.hpp"
#include "streams/child_streams.hpp"

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

std::optional<std::size_t> max_output_of(const Keywords& keywords) {
    const arg::Int limit = keywords.get<kw::max_output>();
    if (!limit.given())
        return {};
    if (!limit.within(0, INT64_MAX))
        throw ValueError("max_output cannot be negative, or more than 63 bits");
    const Redirections redirections = redirections_of(keywords);
    if (!redirections[Stdio::out].is_pipe() && !redirections[Stdio::err].is_pipe())
        throw ValueError("max_output needs a stream that is read: stdout_ or stderr_ is PIPE, or a sink");
    return static_cast<std::size_t>(limit.value());
}

} // namespace

EndSettings end_settings_of(const Keywords& keywords) {
    EndSettings settings;
    if (const arg::Grace* steps = keywords.find<kw::grace>(); steps != nullptr)
        for (const arg::GraceStep& step : *steps) {
            require_number(step.seconds());
            os::require_signal(step.signal_number());
            settings.grace.push_back(step);
        }
    if (const Timeout* limit = keywords.find<kw::drain>(); limit != nullptr && limit->given()) {
        require_duration(*limit);
        settings.drain = limit->seconds();
    }
    settings.max_output = max_output_of(keywords);
    return settings;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
