// The secrets of a command: its real words, and what must not be shown.
#pragma once

#include <subprocess/command.hpp>

#include "hidden_values.hpp"

#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class HiddenWords {
public:
    /// The words for exec. \throws ValueError if they were forgotten
    static const std::vector<std::string>& real_words(const Command& command);

    /// Whether it has words that must not be shown, or had some.
    static bool hides_words(const HiddenWords* hidden) noexcept {
        return hidden != nullptr && (!hidden->m_words.empty() || hidden->m_is_forgotten);
    }

    /// The secrets that a text about this command must not show.
    static std::vector<std::string> secrets_of(const Command& command);

    /// The command cannot be started any more, but its secrets remain known.
    static void forget(Command& command) noexcept;
    static Command forgotten(Command command) noexcept;

    /// What this command says could hold the secrets of its environment, or of another command, as well.
    static void add(Command& command, const HiddenValues& values);
    static void add(Command& command, const Command& other);

private:
    friend class WordList;

    static HiddenWords& made_in(Command& command);

    std::vector<std::string> m_words; ///< empty: they are those that are shown, or were forgotten
    bool m_is_forgotten = false;
    std::vector<std::string> m_secrets;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
