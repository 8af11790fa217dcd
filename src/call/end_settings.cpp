#include "end_settings.hpp"

#include <subprocess/keywords.hpp>
#include <subprocess/values.hpp>

#include "os/process.hpp"
#include "python/timeout.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

EndSettings end_settings_of(const Keywords& keywords) {
    EndSettings settings;
    if (const arg::Grace* steps = keywords.find<kw::grace>(); steps != nullptr)
        for (const arg::GraceStep& step : *steps) {
            require_number(step.seconds());
            os::require_signal(step.signal_number());
            settings.grace.push_back(step);
        }
    if (const Timeout* limit = keywords.find<kw::drain>(); limit != nullptr && limit->given()) {
        require_number(*limit);
        settings.drain = limit->seconds();
    }
    return settings;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
