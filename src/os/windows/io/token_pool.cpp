#include "os/token_pool.hpp"

#include "codecs/wide.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/windows.hpp"

#include <subprocess/handle.hpp>

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

/// Its count is the number of tokens, which are all alike.
class TokenSemaphore final : public TokenPool {
public:
    explicit TokenSemaphore(Handle semaphore) noexcept : m_semaphore(std::move(semaphore)) {}

    std::optional<char> take() override {
        switch (::WaitForSingleObject(m_semaphore.get(), 0)) {
        case WAIT_OBJECT_0:
            return '+';
        case WAIT_TIMEOUT:
            return {};
        default:
            throw_last_error("jobserver");
        }
    }

    void put_back(char) override { check(::ReleaseSemaphore(m_semaphore.get(), 1, nullptr), "jobserver"); }

    /// A wait for a semaphore takes from it.
    NativeHandle handle() const noexcept override { return detail::no_handle; }

private:
    Handle m_semaphore;
};

} // namespace

std::unique_ptr<TokenPool> open_token_pool(const std::string& address) {
    const HANDLE semaphore = ::OpenSemaphoreW(SEMAPHORE_MODIFY_STATE | SYNCHRONIZE, FALSE, widen(address).c_str());
    check(semaphore != nullptr, address);
    return std::make_unique<TokenSemaphore>(Handle(semaphore));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
