// The checks of a call's keywords that the compiler cannot make.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/given.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Checks the keywords before anything is started.
/// \throws ValueError for a null pointer, for a timeout that is NaN, for ok_codes that are none, and for a field of an
/// Options that `function` does not take
void check_arguments(const Keywords& keywords, Function function);

/// \throws ValueError if input or capture_output is given beside a stream that it sets itself
void refuse_conflicts(const Keywords& keywords);

/// \throws ValueError if there is an idle_timeout, and no stream of the child is a PIPE
void require_pipe_for_idle_timeout(const Keywords& keywords);

} // namespace detail
} // namespace v1
} // namespace subprocess
