// The words of a command while they are read.
#pragma once

#include <subprocess/opaque.hpp>
#include <subprocess/secret.hpp>

#include "hidden_words.hpp"

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Refers to where they go.
class WordList {
public:
    void add(std::string word);
    void add(const Secret& secret);

    std::vector<std::string>& shown;
    OpaqueCopy<HiddenWords>& hidden; ///< null: there is no secret
};

} // namespace detail
} // namespace v1
} // namespace subprocess
