#include "hidden_words.hpp"

#include <subprocess/error.hpp>
#include <subprocess/opaque.hpp>

#include "hidden_values.hpp"
#include "revealed.hpp"

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

const std::vector<std::string>& HiddenWords::real_words(const Command& command) {
    const HiddenWords* const hidden = command.m_hidden.get();
    if (hidden != nullptr && hidden->m_is_forgotten)
        throw ValueError("this command cannot be started: it comes from a result or an exception, which keeps no "
                         "secrets: " +
                         command.repr());
    return hidden != nullptr && !hidden->m_words.empty() ? hidden->m_words : command.list();
}

std::vector<std::string> HiddenWords::secrets_of(const Command& command) {
    return command.m_hidden ? command.m_hidden->m_secrets : std::vector<std::string>();
}

void HiddenWords::forget(Command& command) noexcept {
    if (!command.m_hidden || command.m_hidden->m_words.empty())
        return;
    command.m_hidden->m_words.clear();
    command.m_hidden->m_is_forgotten = true;
}

Command HiddenWords::forgotten(Command command) noexcept {
    forget(command);
    return command;
}

HiddenWords& HiddenWords::made_in(Command& command) {
    if (!command.m_hidden)
        command.m_hidden = OpaqueCopy<HiddenWords>(new HiddenWords);
    return *command.m_hidden.get();
}

void HiddenWords::add(Command& command, const HiddenValues& values) {
    for (const auto& value : values)
        made_in(command).m_secrets.push_back(Revealed::hidden_part(value.second));
}

void HiddenWords::add(Command& command, const Command& other) {
    for (std::string& secret : secrets_of(other))
        made_in(command).m_secrets.push_back(std::move(secret));
}

void destroy(HiddenWords* words) noexcept {
    delete words;
}

HiddenWords* copy_of(const HiddenWords& words) {
    return new HiddenWords(words);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
