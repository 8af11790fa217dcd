#include "hidden_tail.hpp"

#include "codecs/characters.hpp"
#include "codecs/newlines.hpp"

#include <algorithm>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Finds secrets in the end of a stream.
class Hider {
public:
    /// \param begin of the part that will be shown; one that begins before it may end in it
    Hider(std::string_view bytes, std::size_t begin) : m_bytes(bytes), m_begin(begin), m_is_hidden(bytes.size()) {}

    void hide(std::string_view secret) {
        if (secret.size() < shortest_secret)
            return;
        for (std::size_t at = 0; (at = m_bytes.find(secret, at)) != m_bytes.npos; ++at)
            mark(at, secret.size());
        for (std::size_t size = std::min(secret.size() - 1, m_bytes.size()); size >= shortest_secret; --size) {
            if (m_bytes.substr(m_bytes.size() - size) == secret.substr(0, size))
                mark(m_bytes.size() - size, size);
            if (m_bytes.substr(0, size) == secret.substr(secret.size() - size))
                mark(0, size);
        }
    }

    std::string shown() const {
        std::string text;
        for (std::size_t i = m_begin; i < m_bytes.size(); ++i)
            if (!m_is_hidden[i])
                text += m_bytes[i];
            else if (i == m_begin || !m_is_hidden[i - 1])
                text += "***";
        return text;
    }

private:
    void mark(std::size_t at, std::size_t size) {
        std::fill_n(m_is_hidden.begin() + static_cast<std::ptrdiff_t>(at), size, true);
    }

    const std::string_view m_bytes;
    const std::size_t m_begin;
    std::vector<bool> m_is_hidden;
};

/// The last bytes begin with a whole character.
std::size_t begin_of_tail(std::string_view bytes) {
    constexpr int longest_rest = 3; // of a character
    std::size_t begin = bytes.size() - std::min(bytes.size(), shown_of_stream);
    for (int i = 0; begin > 0 && i < longest_rest && codecs::is_continuation(codecs::byte_at(bytes, begin)); ++i)
        ++begin;
    return begin;
}

/// The line ends of a key, for example, are others there.
std::string in_text_mode(std::string secret) {
    constexpr bool at_end = true;
    codecs::UniversalNewlines().translate(secret, 0, at_end);
    return secret;
}

} // namespace

std::string hidden_tail(std::string_view bytes, const std::vector<std::string>& secrets) {
    std::size_t longest = 0;
    for (const std::string& secret : secrets)
        longest = std::max(longest, secret.size());
    const std::size_t begin = begin_of_tail(bytes);
    const std::size_t before = std::min(begin, longest);
    Hider hider(bytes.substr(begin - before), before);
    for (const std::string& secret : secrets) {
        hider.hide(secret);
        hider.hide(in_text_mode(secret));
    }
    return hider.shown();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
