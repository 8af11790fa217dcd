#include <subprocess/args.hpp>

#include <subprocess/command.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/secret.hpp>
#include <subprocess/shape.hpp>

#include "hidden_words.hpp"
#include "raise.hpp"
#include "word_list.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {

Args::Args(const Command& command) : m_list(&command), m_append(&Args::append_command) {
    if (!command.is_string())
        return;
    m_text = detail::view_of(command.list().front());
    if (detail::HiddenWords::hides_words(command.m_hidden.get()))
        m_text = {nullptr, 0, detail::View::Kind::secret};
    else if (command.is_path())
        m_text.kind = detail::View::Kind::path;
}

void Args::append(const arg::Word& word, detail::WordList& list) {
    if (word.is_null())
        detail::refuse_null_pointer("args[" + std::to_string(list.shown.size()) + "]");
    if (const Secret* const hidden = word.secret())
        list.add(*hidden);
    else
        list.add(word.str());
}

void Args::append_words(const Args& args, detail::WordList& list) {
    const arg::Word* const words = static_cast<const arg::Word*>(args.m_list);
    list.shown.reserve(args.m_count);
    for (std::size_t i = 0; i < args.m_count; ++i)
        append(words[i], list);
}

void Args::append_command(const Args& args, detail::WordList& list) {
    const auto& command = *static_cast<const Command*>(args.m_list);
    list.shown = command.m_words;
    list.hidden = command.m_hidden;
}

void Args::read(detail::WordList& list) const {
    if (m_text.is_null())
        detail::refuse_null_pointer("args");
    if (m_append != nullptr)
        m_append(*this, list);
    else if (const Secret* const hidden = m_text.secret())
        list.add(*hidden);
    else if (is_string())
        list.add(m_text.str());
}

std::vector<std::string> Args::list() const {
    std::vector<std::string> words;
    detail::OpaqueCopy<detail::HiddenWords> hidden;
    detail::WordList list{words, hidden};
    read(list);
    if (detail::HiddenWords::hides_words(hidden.get()))
        detail::refuse_secret();
    return words;
}

} // namespace v1
} // namespace subprocess
