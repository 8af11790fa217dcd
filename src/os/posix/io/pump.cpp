#include "os/pump.hpp"

#include "exchange_now.hpp"
#include "os/polled_pump.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

std::unique_ptr<Pump> open_pump(const Flow* flows, std::size_t count) {
    return std::make_unique<PolledPump>(flows, count, exchange_now);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
