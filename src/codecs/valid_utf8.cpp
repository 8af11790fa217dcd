#include "valid_utf8.hpp"

#include "characters.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

std::size_t size_after(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// The valid second bytes depend on the first: no overlong forms, no surrogates, nothing above U+10FFFF.
bool fits_second(unsigned char lead, unsigned char second) {
    switch (lead) {
    case 0xE0:
        return 0xA0 <= second && second <= 0xBF;
    case 0xED:
        return 0x80 <= second && second <= 0x9F;
    case 0xF0:
        return 0x90 <= second && second <= 0xBF;
    case 0xF4:
        return 0x80 <= second && second <= 0x8F;
    default:
        return is_continuation(second);
    }
}

/// The size of the valid multi-byte sequence at the front of `bytes`; 0 if there is none.
std::size_t whole_sequence(const char* bytes, std::size_t size) {
    const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (size >= 2 && at(0) >= 0xC2 && at(0) < 0xE0 && is_continuation(at(1))) // the most frequent case
        return 2;
    if (size >= 3 && at(0) > 0xE0 && at(0) < 0xED && is_continuation(at(1)) && is_continuation(at(2)))
        return 3;
    const std::size_t needed = size_after(at(0));
    if (needed == 0 || needed > size || !fits_second(at(0), at(1)))
        return 0;
    const bool is_whole = (needed < 3 || is_continuation(at(2))) && (needed < 4 || is_continuation(at(3)));
    return is_whole ? needed : 0;
}

bool is_ascii(char byte) {
    return static_cast<unsigned char>(byte) < 0x80;
}

constexpr std::uint64_t in_each_byte = 0x0101010101010101;
constexpr std::uint64_t high_bits = 0x80 * in_each_byte;

std::uint64_t word_at(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

/// Loads eight bytes in little-endian order, on machines of either byte order.
std::uint64_t little_word_at(const char* bytes) {
    const bool is_little = word_at("\1\0\0\0\0\0\0") == 1; // a constant after optimisation
    if (is_little)
        return word_at(bytes);
    std::uint64_t word = 0;
    for (int i = 7; i >= 0; --i)
        word = (word << 8) | static_cast<unsigned char>(bytes[i]);
    return word;
}

/// The index of the byte with the lowest set bit; only high bits of bytes may be set. (C++20 has countr_zero.)
std::size_t first_high_byte(std::uint64_t bits) {
    const std::uint64_t below = (bits & (~bits + 1)) - 1;
    return static_cast<std::size_t>(((below & in_each_byte) * in_each_byte) >> 56) - 1;
}

constexpr std::ptrdiff_t block_size = 160; // too many words to unroll, so compilers vectorise the loop instead
constexpr std::ptrdiff_t look_behind = 3;  // is_valid_block() looks at up to three bytes before the block

bool is_ascii_block(const char* block) {
    std::uint64_t any = 0;
    for (std::ptrdiff_t i = 0; i < block_size; i += 8)
        any |= word_at(block + i);
    return (any & high_bits) == 0;
}

// The next two check eight bytes at a time, each together with the bytes before it. They have no branches, because the
// processor would mispredict one at every non-ASCII character. Only the highest bit of each byte in a result counts.

/// True if the block is valid up to its last byte and has no character longer than two bytes.
bool is_narrow_block(const char* block) {
    std::uint64_t wrong = 0;
    for (std::ptrdiff_t i = 0; i < block_size; i += 8) {
        const std::uint64_t here = word_at(block + i);
        const std::uint64_t before = word_at(block + i - 1);
        const std::uint64_t continues = here & ~(here << 1);
        const std::uint64_t leads = before & (before << 1);
        const std::uint64_t rest = (before & (0x3E * in_each_byte)) ^ (0x20 * in_each_byte);
        const std::uint64_t leads_to_one = rest + 0x5E * in_each_byte; // C2 to DF, if it is a lead byte
        wrong |= (continues ^ leads) | (leads & ~leads_to_one);
    }
    return (wrong & high_bits) == 0;
}

/// Marks the bytes that are at least `limit`. All bytes must be below 0x80.
std::uint64_t at_least(std::uint64_t limit, std::uint64_t bytes) {
    return bytes + (0x80 - limit) * in_each_byte;
}

/// Marks the bytes that are at least `limit`, which must be above 0x80.
std::uint64_t leads_from(std::uint64_t limit, std::uint64_t bytes) {
    return bytes & at_least(limit - 0x80, bytes & ~high_bits);
}

/// True if the block is valid up to its last byte. Takes three times as long as is_narrow_block().
bool is_valid_block(const char* block) {
    std::uint64_t wrong = 0;
    for (std::ptrdiff_t i = 0; i < block_size; i += 8) {
        const std::uint64_t here = word_at(block + i);
        const std::uint64_t before = word_at(block + i - 1);
        const std::uint64_t continues = here & ~(here << 1);
        const std::uint64_t leads = leads_from(0xC0, before);
        const std::uint64_t is_led =
            leads | leads_from(0xE0, word_at(block + i - 2)) | leads_from(0xF0, word_at(block + i - 3));
        // Whether a byte fits the lead byte before it depends on five bits of the lead and two of its own. C2 80
        // gives 8.
        const std::uint64_t pair = ((before << 2) & (0x7C * in_each_byte)) | ((here >> 4) & (0x03 * in_each_byte));
        const std::uint64_t fits_two = at_least(8, pair);
        const std::uint64_t is_surrogate = ~at_least(2, pair ^ (54 * in_each_byte)); // ED A0, ED B0
        const std::uint64_t is_f0_80 = ~at_least(1, pair ^ (64 * in_each_byte));
        const std::uint64_t fits_more = at_least(2, pair) & ~at_least(81, pair) & ~is_surrogate & ~is_f0_80; // to F4 80
        const std::uint64_t leads_to_more = before << 2;
        wrong |= (continues ^ is_led) | (leads & leads_to_more & ~fits_more) | (leads & ~leads_to_more & ~fits_two);
    }
    return (wrong & high_bits) == 0;
}

/// The end of the last complete character in a valid block.
const char* after_valid_block(const char* block) {
    const char* const end = block + block_size;
    const auto leads_beyond = [end](std::ptrdiff_t size, unsigned char lead) {
        return static_cast<unsigned char>(end[-size]) >= lead;
    };
    return leads_beyond(1, 0xC0) ? end - 1 : leads_beyond(2, 0xE0) ? end - 2 : leads_beyond(3, 0xF0) ? end - 3 : end;
}

/// Skips valid blocks from `next` on, which must be the start of a character and have look_behind bytes before it.
/// Neighbouring blocks are usually alike, so the check that succeeded is tried again before the faster ones.
const char* skip_valid_blocks(const char* next, const char* end) {
    const auto skip_some = [&](bool (*is_fine)(const char*)) {
        const char* const start = next;
        for (int i = 0; i < 8 && end - next >= block_size && is_fine(next); ++i)
            next = after_valid_block(next);
        return next != start;
    };
    while (skip_some(is_ascii_block) || skip_some(is_narrow_block) || skip_some(is_valid_block)) {
    }
    return next;
}

const char* skip_ascii(const char* next, const char* end) {
    while (end - next >= block_size && is_ascii_block(next))
        next += block_size;
    for (; end - next >= 8; next += 8)
        if (const std::uint64_t bits = little_word_at(next) & high_bits)
            return next + first_high_byte(bits);
    while (next != end && is_ascii(*next))
        ++next;
    return next;
}

/// The first character that is invalid or begins at or after `limit`.
const char* skip_one_by_one(const char* next, const char* limit, const char* end) {
    while (next < limit) {
        next = skip_ascii(next, limit);
        while (next < limit && !is_ascii(*next)) {
            const std::size_t sequence = whole_sequence(next, static_cast<std::size_t>(end - next));
            if (sequence == 0)
                return next;
            next += sequence;
        }
    }
    return next;
}

} // namespace

Utf8Front utf8_front(std::string_view bytes) {
    const unsigned char lead = byte_at(bytes, 0);
    Utf8Front front{1, size_after(lead)};
    if (front.needed < 2 || bytes.size() < 2 || !fits_second(lead, byte_at(bytes, 1)))
        return front;
    const std::size_t end = std::min(front.needed, bytes.size());
    for (front.fitting = 2; front.fitting < end && is_continuation(byte_at(bytes, front.fitting));)
        ++front.fitting;
    return front;
}

std::size_t valid_utf8(std::string_view bytes) {
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    for (const char* next = begin;;) {
        const char* const limit = next + std::min(next == begin ? look_behind : block_size, end - next);
        next = skip_one_by_one(next, limit, end);
        if (next < limit || next == end)
            return static_cast<std::size_t>(next - begin);
        next = skip_valid_blocks(next, end);
    }
}

std::size_t ascii_prefix(std::string_view bytes) {
    return static_cast<std::size_t>(skip_ascii(bytes.data(), bytes.data() + bytes.size()) - bytes.data());
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
