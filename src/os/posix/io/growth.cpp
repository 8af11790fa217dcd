// Storing a child's output costs page faults and copies, and hardly anything else: growing by doubling takes four times
// as long as discarding the bytes. So the room grows in jumps: by eight up to what the heap keeps warm, then to address
// space that is larger than any output is likely to be. Pages of it that are never touched do not exist; those that are
// come as huge ones where the system has them. At most 9 MiB are ever copied.
#include "growth.hpp"

#include "os/posix/ask/features.hpp"
#include "os/posix/system.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t mebibyte = 1024 * kibibyte;

constexpr std::size_t smallest_jump = 128 * kibibyte;
constexpr std::size_t largest_on_heap = 8 * mebibyte;
constexpr std::size_t largest_jump = sizeof(void*) < 8 ? 0 : 2048 * mebibyte;

/// The pages that lie wholly between two addresses.
struct Pages {
    explicit Pages(const std::string& bytes) {
        const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
        const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
        first = (begin + page - 1) / page * page;
        size = (begin + bytes.capacity()) / page * page - first;
        last = first + size - page;
        page_size = page;
    }
    std::uintptr_t first, last;
    std::size_t size, page_size;
};

#if SUBPROCESS_LINUX

/// What the sanitizers have that bring an allocator: it fills tables of what it gives out, touched or not. Nobody
/// defines it in other programs. NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_heap_size();

void ask_for_huge_pages(const std::string& bytes) {
    const Pages pages(bytes);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): pages are numbers
    ::madvise(reinterpret_cast<void*>(pages.first), pages.size, MADV_HUGEPAGE); // a no costs time, nothing else
}

bool is_resident(std::uintptr_t page, std::size_t page_size) {
    unsigned char residence = 1;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): pages are numbers
    ::mincore(reinterpret_cast<void*>(page), page_size, &residence);
    return (residence & 1) != 0;
}

/// Whether memory that was only reserved does not exist. It does after mlockall(MCL_FUTURE), and with allocators that
/// fill what they give; then a jump would cost as much memory as it is long. Found out with a smaller one, that is
/// still too large to come from what the heap has at hand.
bool is_reserving_free() {
    if (&__sanitizer_get_heap_size != nullptr)
        return false;
    constexpr std::size_t beyond_any_heap = 33 * mebibyte;
    std::string probe;
    probe.reserve(beyond_any_heap);
    const Pages pages(probe);
    return !is_resident(pages.last, pages.page_size);
}

#else

void ask_for_huge_pages(const std::string&) {}

bool is_reserving_free() {
    return false;
}

#endif

/// Address space counts where it is limited, and other threads of ours may need it.
bool is_address_space_free() {
    rlimit limit{};
    return ::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY;
}

/// What is as large as the memory of the machine is refused, or promised to nobody else.
std::size_t most_to_reserve() {
    const auto pages = static_cast<std::size_t>(std::max(::sysconf(_SC_PHYS_PAGES), 0L));
    const auto page_size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return std::min(largest_jump, pages * page_size / 2);
}

/// Reserves address space. \return false where that is not to be had for nothing
bool jump(std::string& bytes, std::size_t needed) {
    const std::size_t capacity = most_to_reserve();
    if (capacity < 2 * needed || !usable(Feature::address_space) || !is_address_space_free())
        return false;
    try {
        if (is_reserving_free()) {
            std::string larger;
            larger.reserve(capacity);
            ask_for_huge_pages(larger); // before anything lies there
            larger += bytes;
            bytes = std::move(larger);
            return true;
        }
    } catch (const std::bad_alloc&) { // the system counts what is reserved
    }
    give_up(Feature::address_space);
    return false;
}

} // namespace

void make_room(std::string& bytes, std::size_t size) {
    const std::size_t needed = bytes.size() + size;
    if (needed <= bytes.capacity() || needed <= smallest_jump / 2)
        return;
    constexpr std::size_t factor = 8;
    std::size_t capacity = smallest_jump;
    while (capacity < needed && capacity < largest_on_heap)
        capacity *= factor;
    if (capacity >= needed)
        bytes.reserve(capacity);
    else if (!jump(bytes, needed))
        bytes.reserve(2 * needed);
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
