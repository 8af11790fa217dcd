#include "word_list.hpp"

#include <subprocess/command.hpp>

#include "hidden_words.hpp"
#include "revealed.hpp"

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

void WordList::add(std::string word) {
    if (hidden)
        hidden->m_words.push_back(word);
    shown.push_back(std::move(word));
}

void WordList::add(const Secret& secret) {
    if (!hidden) {
        hidden = OpaqueCopy<HiddenWords>(new HiddenWords);
        hidden->m_words = shown;
    }
    hidden->m_words.push_back(Revealed::word(secret));
    hidden->m_secrets.push_back(Revealed::hidden_part(secret));
    shown.push_back(Revealed::shown(secret));
}

} // namespace detail
} // namespace v1
} // namespace subprocess
