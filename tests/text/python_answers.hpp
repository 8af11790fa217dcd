// What Python answered to the corpus, and how many of our answers differ.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tests {

/// Python's answers for one direction, codec and handler, as the file of answers keeps them.
struct Answers {
    std::string direction, codec, handler, kept;
};

std::vector<Answers> python_answers();

/// Whether the codec is the library's own, and not left to the system.
bool is_built_in(const Answers& python);

/// How many of our answers are not Python's.
std::size_t count_differences(const Answers& python);

/// In place of a count: the system has no such encoding.
extern const std::size_t unknown_encoding;

} // namespace tests
