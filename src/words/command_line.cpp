#include "command_line.hpp"

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Appends one argument, quoted for the Microsoft C runtime as in Python.
void append_quoted(std::string& line, const std::string& argument) {
    const bool quoted = argument.empty() || argument.find_first_of(" \t") != argument.npos;
    if (quoted)
        line += '"';
    std::size_t backslashes = 0;
    for (const char c : argument) {
        if (c == '"')
            line.append(backslashes + 1, '\\'); // backslashes before a quote must be doubled
        backslashes = c == '\\' ? backslashes + 1 : 0;
        line += c;
    }
    if (quoted)
        line.append(backslashes, '\\') += '"';
}

} // namespace

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
        append_quoted(line, word);
    }
    return line;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
