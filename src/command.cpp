#include <subprocess/command.hpp>

#include <subprocess/shape.hpp>

#include "repr.hpp"

namespace subprocess {
inline namespace v1 {

Args::Args(const Command& command) {
    if (command.is_string()) {
        m_text = detail::view_of(command.list().front());
        if (command.is_path())
            m_text.kind = detail::View::Kind::path;
        return;
    }
    m_list = &command.list();
    m_append = [](const Args& args, std::vector<std::string>& list) {
        list = *static_cast<const std::vector<std::string>*>(args.m_list);
    };
}

void Args::append(const Arg& word, std::vector<std::string>& list) {
    if (word.is_null())
        detail::refuse_null_pointer("args[" + std::to_string(list.size()) + "]");
    list.push_back(word.str());
}

void Args::append_words(const Args& args, std::vector<std::string>& list) {
    const Arg* const words = static_cast<const Arg*>(args.m_list);
    list.reserve(args.m_count);
    for (std::size_t i = 0; i < args.m_count; ++i)
        append(words[i], list);
}

std::vector<std::string> Args::list() const {
    std::vector<std::string> words;
    if (m_text.is_null())
        detail::refuse_null_pointer("args");
    if (is_string())
        words.push_back(m_text.str());
    else if (m_append != nullptr)
        m_append(*this, words);
    return words;
}

Command::Command(const Args& args)
    : m_words(args.list()), m_is_string(args.is_string()),
      m_is_path(m_is_string && args.text().kind != detail::View::Kind::text) {}

bool Command::has_words(const std::vector<std::string>& words) const {
    return m_words == words;
}

std::string Command::str() const {
    return m_is_string ? m_words.front() : repr();
}

std::string Command::repr() const {
    if (m_is_string)
        return v1::repr(m_words.front());
    std::string result = "[";
    for (const std::string& word : m_words)
        result += (result.size() > 1 ? ", " : "") + v1::repr(word);
    return result += "]";
}

} // namespace v1
} // namespace subprocess
