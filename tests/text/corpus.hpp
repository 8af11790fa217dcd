// Byte strings and texts to compare with Python's answers. tools/python_answers.py generates the same ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tests {

inline constexpr std::size_t corpus_size = 512;

/// Byte strings made of text in some encoding, of pieces valid in no encoding, and of random bytes.
std::vector<std::string> byte_strings();

/// Texts in our UTF-8, with characters from many alphabets and lone surrogates.
std::vector<std::string> texts();

/// FNV-1a.
std::uint64_t hash(const std::string& bytes, std::uint64_t start = 0xCBF29CE484222325);

} // namespace tests
