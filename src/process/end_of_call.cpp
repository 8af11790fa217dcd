#include "end_of_call.hpp"

#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/stream.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "awaited.hpp"
#include "bounds.hpp"
#include "child_process.hpp"
#include "ending.hpp"
#include "os/cancellation.hpp"
#include "os/process.hpp"
#include "transfer.hpp"

#include <memory>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

void keep_longer(Outputs& seen, Outputs collected) {
    if (collected.stdout_ != None)
        seen.stdout_ = std::move(collected.stdout_);
    if (collected.stderr_ != None)
        seen.stderr_ = std::move(collected.stderr_);
}

EndOfCall::EndOfCall(Popen& process, const Bounds& bounds, Pace pace) noexcept
    : m_process(process), m_child(process.child()), m_was_tried_before(m_child.cannot_be_ended),
      m_ending(m_child, open_outputs(bounds), bounds.hurry(), pace) {}

/// \return what is read while the child ends; null: nothing, also for lack of memory
Transfer* EndOfCall::open_outputs(const Bounds& bounds) noexcept {
    m_process.close_exceeded(bounds);
    if (!m_child.communicating && m_child.served == nullptr)
        return nullptr;
    attempt([&] {
        m_outputs.emplace(Popen::read_stream(m_process.stdout_), Popen::read_stream(m_process.stderr_),
                          m_process.transfer_limits(), m_child.served.get());
    });
    return m_outputs ? &*m_outputs : nullptr;
}

Outputs EndOfCall::collect() noexcept {
    const os::NotCancellable until_reaped;
    Outputs collected;
    const bool has_ended = !m_was_tried_before && m_ending.has_ended();
    if (!m_was_tried_before)
        m_process.conclude_end(has_ended);
    if (m_child.communicating || m_child.served != nullptr) {
        if (m_outputs)
            attempt([&] { m_outputs->deliver(); });
        m_process.collect_what_is_there();
        attempt([&] { collected = m_process.received_so_far(); });
    }
    if (!has_ended) {
        const std::unique_ptr<ChildProcess> child(std::exchange(m_process.m_child, nullptr));
        attempt([&] { abandon(std::move(child->process)); });
    }
    m_process.stdin_.m_buffer.clear();
    m_process.finish();
    return collected;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
