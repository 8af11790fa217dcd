#include <subprocess/command.hpp>

#include <subprocess/shape.hpp>

#include "repr.hpp"
#include "word_list.hpp"

#include <ostream>

namespace subprocess {
inline namespace v1 {

Command::Command() noexcept = default;
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

Command::Command(const Args& args) : m_is_string(args.is_string()) {
    using Kind = detail::View::Kind;
    m_is_path = args.text().kind == Kind::path || args.text().kind == Kind::wide_path;
    detail::WordList list{m_words, m_hidden};
    args.read(list);
}

bool Command::has_words(const std::vector<std::string>& words) const {
    return m_words == words;
}

std::string Command::str() const {
    return m_is_string ? m_words.front() : repr();
}

std::string Command::repr() const {
    if (m_is_string)
        return detail::repr(m_words.front());
    std::string result = "[";
    for (const std::string& word : m_words)
        result += (result.size() > 1 ? ", " : "") + detail::repr(word);
    return result += "]";
}

std::ostream& operator<<(std::ostream& out, const Command& command) {
    return out << command.str();
}

} // namespace v1
} // namespace subprocess
