// Windows command lines.
#pragma once

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// How a quote inside a word is written: as `\"`, or as `""`. Python writes the first and quotes only words that need
/// it. A word with the second is always quoted: cmd.exe reads the pair as the end of one quoted part and the start of
/// the next, the Microsoft C runtime reads it as one quote.
enum class InnerQuote { escaped, doubled };

/// Appends one word so that the Microsoft C runtime reads it back unchanged. It halves backslashes before a quote, so
/// they are doubled.
void append_word(std::string& line, const std::string& word, InnerQuote inner);

/// Joins the words into one line that the Microsoft C runtime splits into the same words: Python's list2cmdline.
std::string command_line(const std::vector<std::string>& words);

} // namespace detail
} // namespace v1
} // namespace subprocess
