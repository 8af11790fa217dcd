#include "command_line.hpp"

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

void append_word(std::string& line, const std::string& word, InnerQuote inner) {
    const bool quoted = inner == InnerQuote::doubled || word.empty() || word.find_first_of(" \t") != word.npos;
    if (quoted)
        line += '"';
    std::size_t backslashes = 0;
    for (const char c : word) {
        if (c == '"')
            line.append(backslashes, '\\') += inner == InnerQuote::doubled ? '"' : '\\';
        backslashes = c == '\\' ? backslashes + 1 : 0;
        line += c;
    }
    if (quoted)
        line.append(backslashes, '\\') += '"';
}

std::string command_line(const std::vector<std::string>& words) {
    std::size_t size = 0;
    for (const std::string& word : words)
        size += word.size() + 3; // two quotes and a space
    std::string line;
    line.reserve(size);
    bool first = true;
    for (const std::string& word : words) {
        if (!first)
            line += ' ';
        first = false;
        append_word(line, word, InnerQuote::escaped);
    }
    return line;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
