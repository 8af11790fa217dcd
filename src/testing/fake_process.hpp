// A fake child, for the library.
#pragma once

#include <subprocess/handle.hpp>

#include "fake_child.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

class FakeProcess final : public os::Process {
public:
    FakeProcess(int number, std::shared_ptr<FakeChild> child)
        : Process(number, child->hangs()), m_child(std::move(child)) {}
    FakeProcess(const FakeProcess&) = delete;
    FakeProcess& operator=(const FakeProcess&) = delete;
    ~FakeProcess() override { m_child->leave(); }

    std::optional<os::Ended> wait(Deadline deadline) override { return m_child->wait(deadline); }
    void send_signal(int number) override { m_child->send_signal(number); }
    bool ask_to_end(int signal) override {
        m_child->send_signal(signal);
        return true;
    }
    NativeHandle native_handle() const noexcept override { return no_handle; }

private:
    const std::shared_ptr<FakeChild> m_child;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
