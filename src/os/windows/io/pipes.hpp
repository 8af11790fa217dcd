// Recognises the pipes that this process has created.
#pragma once

#include <subprocess/handle.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whether open_pipe() of this process created this pipe.
bool is_our_pipe(NativeHandle handle);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
