// Python's answers for the corpus, and the number of our answers that differ.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tests {

/// Python's answers for one direction, codec and handler, as stored in the file.
struct Answers {
    std::string direction, codec, handler, kept;
};

std::vector<Answers> python_answers();

/// True if the codec is built in, false if the system converts.
bool is_built_in(const Answers& python);

/// The number of our answers that differ from Python's.
std::size_t count_differences(const Answers& python);

/// Instead of a count: the system does not have the encoding.
extern const std::size_t unknown_encoding;

} // namespace tests
