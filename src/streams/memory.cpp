// Storing a child's output costs page faults and copies, and hardly anything else. Up to 1 MiB the string itself grows,
// in few steps, within what the heap keeps warm. What comes after that is read straight into blocks of huge pages,
// where the system has them, and copied once, into a string of the right size: a string that doubles copies as much on
// average, twice as much at worst, and needs twice the memory meanwhile. If the size can be guessed, nothing is copied.
#include "memory.hpp"

#include "os/memory.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

constexpr std::size_t kibibyte = 1024;
constexpr std::size_t mebibyte = 1024 * kibibyte;

constexpr std::size_t first_step = 128 * kibibyte;
constexpr std::size_t second_step = mebibyte;
constexpr std::size_t worth_huge_pages = 4 * mebibyte;
constexpr std::size_t smallest_block = 8 * mebibyte;
constexpr std::size_t largest_block = 64 * mebibyte;

void grow_to(std::string& bytes, std::size_t capacity) {
    if (capacity < worth_huge_pages) {
        bytes.reserve(capacity);
        return;
    }
    std::string larger;
    larger.reserve(capacity);
    os::prefer_huge_pages(larger.data(), larger.capacity());
    larger += bytes;
    bytes = std::move(larger);
}

} // namespace

void make_room(std::string& bytes, std::size_t more) {
    const std::size_t needed = bytes.size() + more;
    if (needed <= bytes.capacity() || needed <= first_step / 2)
        return;
    grow_to(bytes, needed <= first_step ? first_step : needed <= second_step ? second_step : 2 * needed);
}

void limit_capacity(std::string& bytes) {
    constexpr std::size_t slack = 64 * kibibyte;
    if (bytes.capacity() > std::max(2 * bytes.size(), bytes.size() + slack))
        bytes.shrink_to_fit();
}

MemorySink::~MemorySink() {
    try {
        deliver();
    } catch (...) { // no memory: the bytes are lost
        for (const Block& block : m_blocks)
            os::unmap_pages(block.memory, block.capacity);
    }
}

os::Room MemorySink::room() {
    if (has_room_in_block()) {
        const Block& block = m_blocks.back();
        return {block.memory + block.size, block.capacity - block.size};
    }
    if (!m_scratch)
        m_scratch.reset(new char[os::pipe_capacity]); // not make_unique(), which would fill it
    return {m_scratch.get(), os::pipe_capacity};
}

os::Verdict MemorySink::filled(std::size_t count) {
    if (has_room_in_block())
        m_blocks.back().size += count;
    else if (count > 0)
        store({m_scratch.get(), count});
    return os::Verdict::go_on;
}

void MemorySink::append(std::string_view bytes) {
    while (!bytes.empty() && has_room_in_block()) {
        Block& block = m_blocks.back();
        const std::size_t size = std::min(bytes.size(), block.capacity - block.size);
        std::memcpy(block.memory + block.size, bytes.data(), size);
        block.size += size;
        bytes.remove_prefix(size);
    }
    if (!bytes.empty())
        store(bytes);
}

void MemorySink::store(std::string_view bytes) {
    const std::size_t needed = m_bytes.size() + bytes.size();
    if (needed > second_step && needed < m_expected)
        make_expected_room();
    const bool is_large = !m_blocks.empty() || needed > std::max(second_step, m_bytes.capacity());
    if (is_large && add_block()) {
        Block& block = m_blocks.back();
        std::memcpy(block.memory, bytes.data(), bytes.size());
        block.size = bytes.size();
        return;
    }
    deliver();
    make_room(m_bytes, bytes.size());
    m_bytes += bytes;
}

/// What is not needed of it is never touched, so it costs nothing.
void MemorySink::make_expected_room() {
    const std::size_t size = std::min(m_expected + m_expected / 8, m_bytes.max_size());
    m_expected = 0;
    try {
        grow_to(m_bytes, size);
    } catch (const std::bad_alloc&) { // nobody needs so much yet
    }
}

/// \return false if the system has no pages for us
bool MemorySink::add_block() {
    const std::size_t capacity =
        m_blocks.empty() ? smallest_block : std::min(2 * m_blocks.back().capacity, largest_block);
    m_blocks.reserve(m_blocks.size() + 1);
    char* const memory = os::map_pages(capacity);
    if (memory == nullptr)
        return false;
    m_blocks.push_back({memory, 0, capacity});
    return true;
}

void MemorySink::deliver() {
    if (m_blocks.empty())
        return;
    std::size_t size = 0;
    for (const Block& block : m_blocks)
        size += block.size;
    const std::size_t needed = m_bytes.size() + size;
    if (needed > m_bytes.capacity())
        grow_to(m_bytes, std::max(needed, 2 * m_bytes.size())); // communicate() may add a little many times
    for (Block& block : m_blocks)
        append_and_unmap(block);
    m_blocks.clear();
}

/// Gives back what has been copied while it goes on, so that the bytes hardly ever exist twice.
void MemorySink::append_and_unmap(Block& block) {
    constexpr std::size_t portion = 4 * mebibyte;
    for (; block.size > portion; block.size -= portion) {
        m_bytes.append(block.memory, portion);
        os::unmap_pages(block.memory, portion);
        block.memory += portion;
        block.capacity -= portion;
    }
    m_bytes.append(block.memory, block.size);
    os::unmap_pages(block.memory, block.capacity);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
