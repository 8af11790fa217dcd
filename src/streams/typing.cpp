#include "typing.hpp"

#include <subprocess/error.hpp>

#include "os/terminal.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// What ends or discards a line, unless a program has chosen other characters: Enter, Ctrl-C, D, U, Z and backslash.
constexpr std::string_view line_enders = "\n\r\x03\x04\x15\x1a\x1c";

std::size_t longest_typed_part(const TypedLine& line, std::string_view typed) {
    std::size_t size = line.size, longest = 0;
    for (;;) {
        const std::size_t end = typed.find_first_of(line_enders);
        longest = std::max(longest, size + std::min(end, typed.size()));
        if (end == typed.npos)
            return longest;
        typed.remove_prefix(end + 1);
        size = 0;
    }
}

bool loses(const TypedLine& line, std::string_view typed) {
    return !line.is_raw && longest_typed_part(line, typed) > os::longest_typed_line();
}

} // namespace

void note_typed(TypedLine& line, std::string_view typed) noexcept {
    const std::size_t end = typed.find_last_of(line_enders);
    line.size = end == typed.npos ? line.size + typed.size() : typed.size() - end - 1;
}

std::string end_of_input(NativeHandle terminal, const TypedLine& line) {
    if (line.is_raw)
        return {};
    const os::Typing typing = os::typing_at(terminal);
    const bool ends_line_first = typing.is_by_line && line.size > 0;
    return ends_line_first ? typing.end_of_line + typing.end_of_input : typing.end_of_input;
}

std::string_view as_keys(std::string_view typed, std::string& keys) {
    constexpr std::size_t portion = 4096; // a long input is not copied as a whole for each of its pieces
    const char enter = os::enter_key();
    if (enter == '\n' || typed.find('\n') == typed.npos)
        return typed;
    keys = typed.substr(0, portion);
    std::replace(keys.begin(), keys.end(), '\n', enter);
    return keys;
}

void require_short_lines(const TypedLine& line, std::string_view typed) {
    if (loses(line, typed))
        throw ValueError("a terminal keeps " + std::to_string(os::longest_typed_line()) + " bytes of a line, not " +
                         std::to_string(longest_typed_part(line, typed)) +
                         "; pty = Pty with raw = true knows no lines");
}

void require_short_lines(NativeHandle terminal, const TypedLine& line, std::string_view typed) {
    if (loses(line, typed) && os::typing_at(terminal).is_by_line)
        require_short_lines(line, typed);
}

std::string_view TypedSource::next() {
    if (is_unread())
        return {};
    if (m_is_at_end)
        return m_end;
    const std::string_view piece = m_origin.next();
    if (!piece.empty() || m_origin.is_waiting()) {
        if (piece.size() > m_checked)
            require_short_lines(m_terminal.get(), m_line, piece);
        m_checked = piece.size();
        return as_keys(piece, m_keys);
    }
    m_is_at_end = true;
    m_end = end_of_input(m_terminal.get(), m_line);
    return m_end;
}

void TypedSource::taken(std::size_t count) {
    note_typed(m_line, next().substr(0, count));
    if (m_is_at_end) {
        m_end.erase(0, count);
        return;
    }
    m_checked -= count;
    m_origin.taken(count);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
