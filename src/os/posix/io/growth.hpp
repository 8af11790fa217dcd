// Room for what a child writes, of which nobody knows how much it will be.
#pragma once

#include <cstddef>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Makes room for `size` more bytes, and for many more when there are many already.
void make_room(std::string& bytes, std::size_t size);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
