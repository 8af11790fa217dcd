// The heap does: huge pages need a privilege that few programs have.
#include "os/memory.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail::os {

char* map_pages(std::size_t) noexcept {
    return nullptr;
}

void unmap_pages(char*, std::size_t) noexcept {}

void prefer_huge_pages(char*, std::size_t) noexcept {}

std::uint64_t inherited_peak() noexcept {
    return 0;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
