#include "fake_os/fake_os.hpp"

#include "os/finished_start.hpp"
#include "os/process.hpp"

#include <memory>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

using tests::fake_os;

namespace {

/// Its program is executed when the test says so.
class SlowStart final : public PendingStart {
public:
    explicit SlowStart(std::unique_ptr<Process> process) noexcept : m_process(std::move(process)) {}

    std::unique_ptr<Process> finish() override {
        fake_os().calls.push_back("finish");
        return std::move(m_process);
    }
    bool would_wait() const noexcept override { return fake_os().start_would_wait(); }
    NativeHandle end_handle() const noexcept override { return fake_os().exit_handle; }

private:
    std::unique_ptr<Process> m_process;
};

} // namespace

std::unique_ptr<PendingStart> begin_spawn(const Start& start) {
    if (fake_os().start_would_wait)
        return std::make_unique<SlowStart>(spawn(start));
    return std::make_unique<FinishedStart>(spawn(start));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
