// What Python answered: tools/word_answers.py keeps its answers.
#pragma once

#include <string>
#include <vector>

namespace tests {

/// The fields of every line that begins with this word.
std::vector<std::vector<std::string>> python_answers(const std::string& question);

/// What stands in a list from an index on.
std::vector<std::string> from(const std::vector<std::string>& fields, std::size_t first);

} // namespace tests
