// The door to the operating system: the tokens of a jobserver.
#pragma once

#include <subprocess/handle.hpp>

#include <memory>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// The tokens that all clients of a jobserver share. For one thread.
class TokenPool {
public:
    TokenPool() = default;
    TokenPool(const TokenPool&) = delete;
    TokenPool& operator=(const TokenPool&) = delete;
    virtual ~TokenPool() = default;

    /// Takes a token if there is one. Never blocks.
    virtual std::optional<char> take() = 0;

    /// Puts back a token that was taken. It has to be the same one.
    virtual void put_back(char token) = 0;

    /// What is ready while there is a token; no_handle if nothing can be waited for without taking one.
    virtual NativeHandle handle() const noexcept = 0;
};

/// \param address the value of make's option --jobserver-auth
/// \throws OSError if this process has no access
std::unique_ptr<TokenPool> open_token_pool(const std::string& address);

} // namespace detail::os
} // namespace v1
} // namespace subprocess
