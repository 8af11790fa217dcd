// What the call of a start has given.
#pragma once

#include "os/start.hpp"

#include <subprocess/fake_rule.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

FakeCall call_of(const os::Start& start);

} // namespace detail
} // namespace v1
} // namespace subprocess
