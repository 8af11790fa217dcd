#include "pasted.hpp"

#include "codecs/characters.hpp"
#include "command_line.hpp"
#include "visible.hpp"

#include <subprocess/shlex.hpp>

#include <fmt/format.h>

#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

bool has_invisible(std::string_view word) {
    while (!word.empty()) {
        const codecs::Character character = codecs::first_character(word);
        if (is_invisible(character.value))
            return true;
        word.remove_prefix(character.length);
    }
    return false;
}

/// Octal escapes end after three digits in every shell, hexadecimal ones do not.
std::string escaped_in_sh(char byte) {
    if (byte == '\n')
        return "\\n";
    return byte == '\t' ? "\\t" : fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
}

std::string dollar_quoted(std::string_view word) {
    std::string quoted = "$'";
    while (!word.empty()) {
        const codecs::Character character = codecs::first_character(word);
        for (const char byte : word.substr(0, character.length))
            if (is_invisible(character.value))
                quoted += escaped_in_sh(byte);
            else
                (byte == '\'' || byte == '\\' ? quoted += '\\' : quoted) += byte;
        word.remove_prefix(character.length);
    }
    return quoted += '\'';
}

void append_for_cmd(std::string& line, const std::string& word) {
    const bool is_special = word.find_first_of("\"&|<>^()%!,;=") != word.npos;
    if (is_special)
        append_word(line, word, InnerQuote::doubled);
    else
        line += command_line({word});
}

} // namespace

std::string pasted_in_sh(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line.append(line.empty() ? "" : " ").append(has_invisible(word) ? dollar_quoted(word) : shlex::quote(word));
    return line;
}

std::string pasted_in_cmd(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        append_for_cmd(line.append(line.empty() ? "" : " "), word);
    return visible_in_line(line);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
