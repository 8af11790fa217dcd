// Python's answers, as recorded by tools/word_answers.py.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// The fields of all lines that begin with this word.
std::vector<std::vector<std::string>> python_answers(const std::string& question);

/// The elements of a list from an index on.
std::vector<std::string> from(const std::vector<std::string>& fields, std::size_t first);

/// A hash of very many answers, as in tools/word_answers.py.
class AnswerHash {
public:
    void add(std::string_view bytes);
    /// In hexadecimal.
    std::string str() const;

private:
    std::uint64_t m_hash = 14695981039346656037U;
};

} // namespace tests
