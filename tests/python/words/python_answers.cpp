#include "python/words/python_answers.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <iomanip>
#include <sstream>

namespace tests {

namespace {

/// Reads a quoted field, in which a backslash and two digits are a byte.
std::string take_field(std::istream& line) {
    std::string field;
    for (char c; line.get(c) && c != '"';) {
        if (c == '\\') {
            std::string digits(2, '0');
            line.read(digits.data(), 2);
            c = static_cast<char>(std::stoi(digits, nullptr, 16));
        }
        field += c;
    }
    return field;
}

} // namespace

std::vector<std::vector<std::string>> python_answers(const std::string& question) {
    std::ifstream file(WORD_ANSWERS);
    std::vector<std::vector<std::string>> answers;
    for (std::string word; file >> word;) {
        std::vector<std::string> fields;
        while (file.get() == ' ' && file.get() == '"')
            fields.push_back(take_field(file));
        if (word == question)
            answers.push_back(fields);
    }
    REQUIRE_FALSE(answers.empty());
    return answers;
}

std::vector<std::string> from(const std::vector<std::string>& fields, std::size_t first) {
    return {fields.begin() + static_cast<std::ptrdiff_t>(first), fields.end()};
}

void AnswerHash::add(std::string_view bytes) {
    for (const char c : bytes)
        m_hash = (m_hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
}

std::string AnswerHash::str() const {
    std::ostringstream digits;
    digits << std::hex << std::setw(16) << std::setfill('0') << m_hash;
    return digits.str();
}

} // namespace tests
