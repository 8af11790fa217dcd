#include <subprocess/args.hpp>

#include <subprocess/command.hpp>
#include <subprocess/shape.hpp>

#include <cstddef>
#include <string>
#include <vector>

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

void Args::append(const arg::Word& word, std::vector<std::string>& list) {
    if (word.is_null())
        detail::refuse_null_pointer("args[" + std::to_string(list.size()) + "]");
    list.push_back(word.str());
}

void Args::append_words(const Args& args, std::vector<std::string>& list) {
    const arg::Word* const words = static_cast<const arg::Word*>(args.m_list);
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

} // namespace v1
} // namespace subprocess
