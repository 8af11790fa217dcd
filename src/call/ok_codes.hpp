// The keyword ok_codes.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/codes.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws ValueError for an empty list, and for a number that is no return code
void check_ok_codes(const Keywords& keywords);

/// Null if the keyword was not given.
const arg::Codes* ok_codes_of(const Keywords& keywords);

} // namespace detail
} // namespace v1
} // namespace subprocess
