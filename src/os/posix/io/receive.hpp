// The flows of an exchange that are read.
#pragma once

#include "os/streams.hpp"

#include <cstddef>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Whether it is open, and its sink takes bytes now.
bool can_receive(const Flow& flow);

/// Reads once. \return the number of bytes; none if there is nothing yet
std::optional<std::size_t> receive(const Flow& flow);

/// Reads no more than the pipe holds at the beginning, so that a child that keeps writing cannot keep us here. If the
/// end of file is behind that, it is seen, so that a child that has just ended is not late.
void receive_what_is_there(const Flow& flow);

/// Nobody writes any more, and poll() has seen no bytes.
void hang_up(const Flow& flow);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
