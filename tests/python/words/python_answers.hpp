// Python's answers, as recorded by tools/word_answers.py.
#pragma once

#include <string>
#include <vector>

namespace tests {

/// The fields of all lines that begin with this word.
std::vector<std::vector<std::string>> python_answers(const std::string& question);

/// The elements of a list from an index on.
std::vector<std::string> from(const std::vector<std::string>& fields, std::size_t first);

} // namespace tests
