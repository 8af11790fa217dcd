// What is behind a Secret.
#pragma once

#include <subprocess/secret.hpp>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Revealed {
public:
    /// The whole word, for exec alone.
    static const std::string& word(const Secret& secret) noexcept { return secret.m_text; }

    /// The part that is hidden.
    static std::string hidden_part(const Secret& secret) {
        return secret.m_text.substr(secret.m_begin, secret.m_end - secret.m_begin);
    }

    /// What is shown instead of the word.
    static std::string shown(const Secret& secret) {
        return secret.m_text.substr(0, secret.m_begin).append("***").append(secret.m_text, secret.m_end);
    }
};

} // namespace detail
} // namespace v1
} // namespace subprocess
