#include "os/memory.hpp"

#include "os/posix/system.hpp"

#include <sys/resource.h>

#if SUBPROCESS_LINUX
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#endif

namespace subprocess {
inline namespace v1 {
namespace detail::os {

#if SUBPROCESS_LINUX

char* map_pages(std::size_t size) noexcept {
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return nullptr;
    ::madvise(memory, size, MADV_HUGEPAGE); // may be refused, which costs time and nothing else
    return static_cast<char*>(memory);
}

void unmap_pages(char* memory, std::size_t size) noexcept {
    ::munmap(memory, size);
}

void prefer_huge_pages(char* memory, std::size_t size) noexcept {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t end = (begin + size) / page * page;
    if (first < end) // NOLINTNEXTLINE(performance-no-int-to-ptr): pages are numbers
        ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
}

#else

char* map_pages(std::size_t) noexcept {
    return nullptr;
}

void unmap_pages(char*, std::size_t) noexcept {}

void prefer_huge_pages(char*, std::size_t) noexcept {}

#endif

std::uint64_t inherited_peak() noexcept {
    rusage ours{};
    ::getrusage(RUSAGE_SELF, &ours);
    return static_cast<std::uint64_t>(ours.ru_maxrss) * SUBPROCESS_UNIT_OF_MAXRSS;
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
