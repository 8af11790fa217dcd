#include "end_settings.hpp"

#include <subprocess/keywords.hpp>
#include <subprocess/values.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

EndSettings end_settings_of(const Keywords& keywords) {
    EndSettings settings;
    if (const arg::Grace* steps = keywords.find<kw::grace>(); steps != nullptr)
        settings.grace.assign(steps->begin(), steps->end());
    if (const Timeout limit = keywords.get<kw::drain>(); limit.given())
        settings.drain = limit.seconds();
    return settings;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
