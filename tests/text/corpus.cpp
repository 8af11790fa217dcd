#include "corpus.hpp"

#include "codecs/characters.hpp"

#include <iterator>

namespace tests {

namespace {

/// A random number generator that is one line of code in every language.
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : m_state(seed) {}
    std::uint32_t below(std::uint32_t limit) {
        m_state = m_state * 6364136223846793005 + 1442695040888963407;
        return static_cast<std::uint32_t>(m_state >> 33) % limit;
    }

private:
    std::uint64_t m_state;
};

using namespace std::string_literals;

const std::string pieces[] = {
    "a"s,
    "line\n"s,
    "\r\n"s,
    "\xC3\xA9"s,
    "\xE2\x82\xAC"s,
    "\xF0\x9F\x98\x80"s,
    "\xE2\x82"s,
    "\xF0\x9F"s,
    "\xED\xA0\x80"s,
    "\xC0\x80"s,
    "\xF4\x90\x80\x80"s,
    "\xEF\xBB\xBF"s,
    "\xFF\xFE"s,
    "\xFE\xFF"s,
    "\xFF\xFE\0\0"s,
    "\0\0\xFE\xFF"s,
    "A\0"s,
    "\0A"s,
    "\x3D\xD8\x00\xDE"s,
    "\xD8\x3D\xDE\x00"s,
    "\x3D\xD8"s,
    "\xDE\x00"s,
    "A\0\0\0"s,
    "\0\0\0A"s,
    "\0\xD8\0\0"s,
    "\x82\xA0"s,
    "\xB0\xA1"s,
    "\xC4\xE3"s,
    "\x1B$B$\"\x1B(B"s,
    "\x8E\xB1"s,
};

const std::uint32_t ranges[][2] = {
    {0x20, 0x7F},     {0x80, 0x100},    {0x100, 0x250},    {0x370, 0x400},     {0x400, 0x460},
    {0x5D0, 0x5EB},   {0x621, 0x64B},   {0xE01, 0xE3B},    {0x2010, 0x2040},   {0x20AC, 0x20AD},
    {0x2190, 0x2300}, {0x2500, 0x25A0}, {0x3041, 0x3094},  {0x4E00, 0x9FA6},   {0xAC00, 0xD7A4},
    {0xD800, 0xE000}, {0xDC80, 0xDD00}, {0xE000, 0x10000}, {0x1F600, 0x1F650}, {0x10000, 0x110000},
};

} // namespace

std::vector<std::string> byte_strings() {
    Numbers numbers(1);
    std::vector<std::string> strings(corpus_size);
    for (std::string& bytes : strings)
        for (std::uint32_t left = numbers.below(7); left > 0; --left)
            switch (numbers.below(4)) {
            case 0:
                bytes += static_cast<char>(numbers.below(256));
                break;
            case 1:
                bytes += static_cast<char>(0x80 + numbers.below(128));
                bytes += static_cast<char>(0x40 + numbers.below(192));
                break;
            default:
                bytes += pieces[numbers.below(std::size(pieces))];
            }
    return strings;
}

std::vector<std::string> texts() {
    Numbers numbers(2);
    std::vector<std::string> strings(corpus_size);
    for (std::string& text : strings)
        for (std::uint32_t left = numbers.below(9); left > 0; --left) {
            const auto& range = ranges[numbers.below(std::size(ranges))];
            for (std::uint32_t repeats = 1 + numbers.below(2); repeats > 0; --repeats)
                subprocess::detail::codecs::append_character(text, range[0] + numbers.below(range[1] - range[0]));
        }
    return strings;
}

std::uint64_t hash(const std::string& bytes, std::uint64_t start) {
    std::uint64_t value = start;
    for (const char byte : bytes)
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
    return value;
}

} // namespace tests
