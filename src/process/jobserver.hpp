// A client of GNU make's jobserver.
#pragma once

#include <subprocess/handle.hpp>

#include "os/token_pool.hpp"
#include "os/trigger.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The value of the last --jobserver-auth or --jobserver-fds in MAKEFLAGS. Empty if make offers no jobserver.
std::string jobserver_address(std::string_view makeflags);

/// Tokens of make's: each is the right to run one job, beside the one that every child of make has without a token.
///
/// A token that is not given back is lost to the whole build, and make says so only at its end. So the destructor gives
/// all of them back, each as the byte that it was. Those of a process that is killed are lost. A copy of the process by
/// fork() has none, and gets none.
class Jobserver {
public:
    /// \param makeflags the value of the environment variable
    /// \return none if make offers no jobserver, or it cannot be used. The latter is a RuntimeWarning: most often the
    /// recipe lacks the `+` before its command
    static std::optional<Jobserver> open(std::string_view makeflags);
    /// The same with the MAKEFLAGS of this process.
    static std::optional<Jobserver> open();

    Jobserver(Jobserver&& other) noexcept;
    Jobserver& operator=(Jobserver&& other) noexcept;
    ~Jobserver();

    /// Takes a token if there is one. Never blocks. \throws OSError
    bool try_acquire();

    /// Gives one back; does nothing if there is none. \throws OSError; then it still has the token
    void release();

    /// How many tokens it has.
    std::size_t held() const noexcept { return m_tokens.size(); }

    /// What to wait for if try_acquire() was false: it is ready while there is a token, which another client may take
    /// first. no_handle if the system has no such thing (Windows): then ask again after a pause.
    NativeHandle handle() const noexcept { return m_pool != nullptr ? m_pool->handle() : no_handle; }

private:
    explicit Jobserver(std::unique_ptr<os::TokenPool> pool) noexcept;

    bool is_ours() const noexcept { return os::own_process_id() == m_owner; }
    void release_all() noexcept;

    std::unique_ptr<os::TokenPool> m_pool; ///< null: moved from
    std::string m_tokens;
    int m_owner = os::own_process_id();
};

} // namespace detail
} // namespace v1
} // namespace subprocess
