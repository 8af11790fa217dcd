#include "fake_os/fake_os.hpp"

#include "os/ready_set.hpp"
#include "os/token_pool.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

using tests::fake_os;

namespace {

class FakeReadySet final : public ReadySet {
public:
    bool add(NativeHandle handle, std::size_t key) override {
        m_keys[tests::number_of(handle)] = key;
        return true;
    }

    void remove(NativeHandle handle) noexcept override { m_keys.erase(tests::number_of(handle)); }

    std::optional<std::size_t> wait(Deadline deadline) override {
        fake_os().calls.push_back("wait_ready " + tests::name_of(deadline));
        if (m_keys.empty() || !fake_os().on_wait_ready)
            return {};
        return fake_os().on_wait_ready(deadline) ? std::optional<std::size_t>(m_keys.begin()->second) : std::nullopt;
    }

private:
    std::map<int, std::size_t> m_keys;
};

class FakeTokenPool final : public TokenPool {
public:
    std::optional<char> take() override {
        fake_os().calls.push_back("take");
        if (fake_os().on_take)
            fake_os().on_take();
        if (fake_os().tokens.empty())
            return {};
        const char token = fake_os().tokens.front();
        fake_os().tokens.erase(0, 1);
        return token;
    }

    void put_back(char token) override {
        fake_os().calls.push_back(std::string("put_back ") + token);
        if (fake_os().on_put_back)
            fake_os().on_put_back();
        fake_os().tokens += token;
    }

    NativeHandle handle() const noexcept override { return detail::no_handle; }
};

} // namespace

std::unique_ptr<ReadySet> make_ready_set() {
    return std::make_unique<FakeReadySet>();
}

std::unique_ptr<ReadySet> open_lasting_ready_set() {
    return std::make_unique<FakeReadySet>();
}

std::unique_ptr<TokenPool> open_token_pool(const std::string& address) {
    fake_os().calls.push_back("open_token_pool " + address);
    return std::make_unique<FakeTokenPool>();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
