// The methods that an Output shares with Python's strings: they are those of str for text, and of bytes for bytes.
#include <subprocess/output.hpp>

#include <subprocess/error.hpp>
#include <subprocess/shape.hpp>

#include "codecs/characters.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

using codecs::Character;

/// Whether str.isspace() is true.
bool is_unicode_space(char32_t c) {
    return (c >= 0x1C && c <= 0x1F) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_space(char32_t c, bool is_text) {
    return c == ' ' || (c >= '\t' && c <= '\r') || (is_text && is_unicode_space(c));
}

/// Of bytes, each is a character. `string` must not be empty.
Character front(std::string_view string, bool is_text) {
    return is_text ? codecs::first_character(string) : Character{codecs::byte_at(string, 0), 1};
}

Character back(std::string_view string, bool is_text) {
    std::size_t begin = string.size() - 1;
    while (is_text && begin > 0 && codecs::is_continuation(codecs::byte_at(string, begin)) && string.size() - begin < 4)
        --begin;
    const Character character = front(string.substr(begin), is_text);
    return begin + character.length == string.size() ? character : front(string.substr(string.size() - 1), is_text);
}

bool contains(std::string_view string, char32_t value, bool is_text) {
    while (!string.empty()) {
        const Character character = front(string, is_text);
        if (character.value == value)
            return true;
        string.remove_prefix(character.length);
    }
    return false;
}

/// The characters that strip() removes: those of `set`, or white space.
struct Stripped {
    bool has(char32_t c) const { return set ? contains(*set, c, is_text) : is_space(c, is_text); }

    std::string_view left(std::string_view string) const {
        while (!string.empty() && has(front(string, is_text).value))
            string.remove_prefix(front(string, is_text).length);
        return string;
    }

    std::string_view right(std::string_view string) const {
        while (!string.empty() && has(back(string, is_text).value))
            string.remove_suffix(back(string, is_text).length);
        return string;
    }

    bool is_text;
    std::optional<std::string_view> set = {};
};

/// The size up to the first white space.
std::size_t size_of_word(std::string_view string, bool is_text) {
    std::size_t size = 0;
    while (size < string.size()) {
        const Character character = front(string.substr(size), is_text);
        if (is_space(character.value, is_text))
            break;
        size += character.length;
    }
    return size;
}

/// The size of the line end with which `string`, which is not empty, begins; 0 if it begins with none.
std::size_t size_of_line_end(std::string_view string, bool is_text) {
    if (string.substr(0, 2) == "\r\n")
        return 2;
    const Character character = front(string, is_text);
    const char32_t c = character.value;
    const bool is_of_both = c == '\n' || c == '\r';
    const bool is_of_text =
        c == '\v' || c == '\f' || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
    return is_of_both || (is_text && is_of_text) ? character.length : 0;
}

/// Whether a line end of bytes or of text can begin with it.
bool may_end_line(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0xC2 || byte == 0xE2;
}

} // namespace

} // namespace detail

std::string Output::strip() const {
    const detail::Stripped space{m_is_text};
    return std::string(space.right(space.left(value())));
}

std::string Output::strip(detail::Text characters) const {
    const detail::Stripped set{m_is_text, characters};
    return std::string(set.right(set.left(value())));
}

std::string Output::rstrip() const {
    return std::string(detail::Stripped{m_is_text}.right(value()));
}

std::string Output::rstrip(detail::Text characters) const {
    return std::string(detail::Stripped{m_is_text, characters}.right(value()));
}

std::vector<std::string> Output::split() const {
    const detail::Stripped space{m_is_text};
    std::vector<std::string> words;
    for (std::string_view rest = space.left(value()); !rest.empty(); rest = space.left(rest)) {
        const std::size_t size = detail::size_of_word(rest, m_is_text);
        words.emplace_back(rest.substr(0, size));
        rest.remove_prefix(size);
    }
    return words;
}

std::vector<std::string> Output::split(detail::Text separator) const {
    const std::string& all = value();
    if (separator.empty())
        throw ValueError("empty separator");
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end = all.find(separator); end != all.npos; end = all.find(separator, begin)) {
        parts.push_back(all.substr(begin, end - begin));
        begin = end + separator.size();
    }
    parts.push_back(all.substr(begin));
    return parts;
}

std::vector<std::string> Output::splitlines(bool keepends) const {
    const std::string_view all = value();
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (auto c = all.begin(); (c = std::find_if(c, all.end(), detail::may_end_line)) != all.end();) {
        const auto size = static_cast<std::size_t>(c - all.begin());
        const std::size_t size_of_end = detail::size_of_line_end(all.substr(size), m_is_text);
        if (size_of_end > 0) {
            lines.emplace_back(all.substr(begin, size - begin + (keepends ? size_of_end : 0)));
            begin = size + size_of_end;
        }
        c += static_cast<std::ptrdiff_t>(std::max(size_of_end, std::size_t{1}));
    }
    if (begin < all.size())
        lines.emplace_back(all.substr(begin));
    return lines;
}

bool Output::starts_with(detail::Text beginning) const {
    return value().compare(0, beginning.size(), beginning) == 0;
}

bool Output::ends_with(detail::Text ending) const {
    const std::string& all = value();
    return all.size() >= ending.size() && all.compare(all.size() - ending.size(), all.npos, ending) == 0;
}

std::size_t Output::find(detail::Text what, std::size_t from) const {
    return value().find(what, from);
}

} // namespace v1
} // namespace subprocess
