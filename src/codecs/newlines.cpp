#include "newlines.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail::codecs {

namespace {

/// Starts at `position`, where there is a \r.
void translate_in_place(std::string& characters, std::size_t position) {
    auto end = characters.begin() + static_cast<std::ptrdiff_t>(position); // the end of the translated text
    for (auto next = end; next != characters.end();) {
        *end++ = '\n';
        if (++next != characters.end() && *next == '\n')
            ++next;
        const auto line_end = std::find(next, characters.end(), '\r');
        end = std::copy(next, line_end, end);
        next = line_end;
    }
    characters.erase(end, characters.end());
}

} // namespace

void UniversalNewlines::translate(std::string& characters, std::size_t position, bool at_end) {
    const bool has_more = characters.size() > position;
    if (m_is_holding && (has_more || at_end)) {
        characters.insert(position, 1, '\r');
        m_is_holding = false;
    }
    if (!at_end && has_more && characters.back() == '\r') {
        characters.pop_back();
        m_is_holding = true;
    }
    const std::size_t first = characters.find('\r', position);
    if (first != characters.npos)
        translate_in_place(characters, first);
}

std::string with_line_ends(std::string_view characters, std::string_view line_end) {
    std::string result;
    for (const char c : characters)
        c == '\n' ? result.append(line_end) : result.append(1, c);
    return result;
}

} // namespace detail::codecs
} // namespace v1
} // namespace subprocess
