// The door to the operating system: memory, for large amounts of bytes and as children are charged for it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Memory straight from the system, in huge pages. \return nullptr where that is no faster than the heap, or refused
char* map_pages(std::size_t size) noexcept;
/// \param memory from map_pages(), or a part of it that begins and ends with a page
void unmap_pages(char* memory, std::size_t size) noexcept;

/// Asks for huge pages in memory of the heap that has not been touched yet: they make the first touch much cheaper.
void prefer_huge_pages(char* memory, std::size_t size) noexcept;

/// The peak of our own memory, in bytes, if a child's peak is said to be at least as large; 0 if it tells the child's
/// own. It never falls, so that of now is at least that of any start before.
std::uint64_t inherited_peak() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
