#include "jobserver.hpp"

#include <subprocess/error.hpp>
#include <subprocess/hooks.hpp>

#include "attempt.hpp"
#include "os/ask.hpp"
#include "os/cancellation.hpp"
#include "python/hooks.hpp"

#include <initializer_list>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// In MAKEFLAGS a backslash stands before a blank that does not end the word, and before another backslash.
std::vector<std::string> words_of(std::string_view makeflags) {
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < makeflags.size(); ++i) {
        const bool is_escaped = makeflags[i] == '\\' && i + 1 < makeflags.size();
        if (is_escaped)
            ++i;
        if (is_escaped || makeflags[i] != ' ')
            words.back() += makeflags[i];
        else
            words.emplace_back();
    }
    return words;
}

/// What follows `option`; empty if the word is another one.
std::string option_value(const std::string& word, std::string_view option) {
    return word.compare(0, option.size(), option) == 0 ? word.substr(option.size()) : std::string();
}

std::string own_makeflags() {
    for (const std::string& variable : os::environment())
        if (std::string value = option_value(variable, "MAKEFLAGS="); !value.empty())
            return value;
    return {};
}

} // namespace

std::string jobserver_address(std::string_view makeflags) {
    std::string last;
    for (const std::string& word : words_of(makeflags)) {
        if (word == "--") // variables follow, whose values are anybody's
            break;
        for (const std::string_view option : {"--jobserver-auth=", "--jobserver-fds="}) // the latter until make 4.1
            if (std::string value = option_value(word, option); !value.empty())
                last = std::move(value);
    }
    const bool is_off = !last.empty() && last.front() == '-'; // negative numbers
    return is_off ? std::string() : last;
}

std::optional<Jobserver> Jobserver::open(std::string_view makeflags) {
    const std::string address = jobserver_address(makeflags);
    if (address.empty())
        return {};
    try {
        return Jobserver(os::open_token_pool(address));
    } catch (const OSError& error) {
        warn(Warning::runtime, std::string("the jobserver of make cannot be used: ").append(error.what()));
        return {};
    }
}

std::optional<Jobserver> Jobserver::open() {
    return open(own_makeflags());
}

Jobserver::Jobserver(std::unique_ptr<os::TokenPool> pool) noexcept : m_pool(std::move(pool)) {}

Jobserver::Jobserver(Jobserver&& other) noexcept
    : m_pool(std::move(other.m_pool)), m_tokens(std::exchange(other.m_tokens, {})), m_owner(other.m_owner) {}

Jobserver& Jobserver::operator=(Jobserver&& other) noexcept {
    std::swap(m_pool, other.m_pool);
    std::swap(m_tokens, other.m_tokens);
    std::swap(m_owner, other.m_owner);
    return *this;
}

Jobserver::~Jobserver() {
    release_all();
}

bool Jobserver::try_acquire() {
    if (m_pool == nullptr || !is_ours())
        return false;
    const os::NotCancellable until_recorded;
    m_tokens.reserve(m_tokens.size() + 1); // first: a token that cannot be recorded would be lost
    const std::optional<char> token = m_pool->take();
    if (token)
        m_tokens += *token;
    return token.has_value();
}

void Jobserver::release() {
    if (m_tokens.empty())
        return;
    const os::NotCancellable until_recorded;
    if (is_ours())
        m_pool->put_back(m_tokens.back());
    m_tokens.pop_back();
}

void Jobserver::release_all() noexcept {
    while (!m_tokens.empty()) {
        const std::size_t before = m_tokens.size();
        attempt([&] { release(); });
        m_tokens.resize(before - 1);
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
