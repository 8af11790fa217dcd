#include <subprocess/fake_rule.hpp>

#include <subprocess/command.hpp>
#include <subprocess/error.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {

std::string FakeWord::str() const {
    if (!m_wildcard)
        return Command(m_word).repr();
    return is_rest() ? "any_words" : "any_word";
}

FakePattern::FakePattern(std::initializer_list<FakeWord> words) : m_words(words) {
    const auto rest = std::find_if(m_words.begin(), m_words.end(), [](const FakeWord& word) { return word.is_rest(); });
    if (rest != m_words.end() && rest + 1 != m_words.end())
        throw ValueError("any_words stands for all words that follow, and is the last one: " + str());
}

void FakePattern::set(const Command& command) {
    m_words.assign(command.begin(), command.end());
    m_is_string = command.is_string();
}

bool FakePattern::matches(const FakeCall& call) const {
    if (m_predicate)
        return m_predicate(call);
    const std::vector<std::string>& words = call.command.list();
    const bool has_rest = !m_words.empty() && m_words.back().is_rest();
    const auto fixed = m_words.end() - (has_rest ? 1 : 0);
    const std::size_t count = m_words.size() - (has_rest ? 1 : 0);
    if (m_is_string != call.command.is_string() || words.size() < count || (!has_rest && words.size() > count))
        return false;
    return std::equal(m_words.begin(), fixed, words.begin(),
                      [](const FakeWord& expected, const std::string& word) { return expected.matches(word); });
}

std::string FakePattern::str() const {
    if (m_predicate)
        return "a function";
    if (m_is_string)
        return m_words.front().str();
    std::string list;
    for (const FakeWord& word : m_words)
        list += (list.empty() ? "" : ", ") + word.str();
    return "[" + list + "]";
}

} // namespace v1
} // namespace subprocess
