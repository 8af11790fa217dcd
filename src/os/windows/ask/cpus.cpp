#include "os/ask.hpp"

#include "os/windows/windows.hpp"

#include <algorithm>
#include <bitset>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

std::size_t count_usable_cpus() {
    DWORD_PTR usable = 0, all = 0;
    ::GetProcessAffinityMask(::GetCurrentProcess(), &usable, &all);
    return std::max<std::size_t>(std::bitset<8 * sizeof usable>(usable).count(), 1);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
