// Whether a child of clone(CLONE_VM) really shares our memory.
#pragma once

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// It does not under qemu-user, valgrind and some sandboxes, where clone() copies. Such a child cannot tell us through
/// memory why exec failed. The first child finds out.
enum class MemorySharing { unknown, shared, copied };

MemorySharing memory_sharing() noexcept;
void learn(MemorySharing sharing) noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
