// How run(), call() and the destructor of a tree end their child.
#include <subprocess/popen.hpp>

#include <subprocess/codes.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/none.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "awaited.hpp"
#include "bounds.hpp"
#include "child_process.hpp"
#include "end_of_call.hpp"
#include "ending.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "python/hooks.hpp"
#include "served.hpp"
#include "transfer.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
Outputs Popen::communicate_or_end(const arg::Bytes& data, detail::Bounds& bounds) {
    Outputs so_far;
    try {
        if (std::optional<Outputs> outputs = communicate_within(data, bounds))
            return std::move(*outputs);
        so_far = received_so_far();
    } catch (...) {
        end_and_collect(bounds);
        throw;
    }
    detail::keep_longer(so_far, end_and_collect(bounds));
    bounds.raise(args, std::move(so_far), {returncode, usage});
}

int Popen::wait_or_end(detail::Bounds& bounds) {
    try {
        if (const std::optional<int> code = wait_within(bounds)) {
            end_leftovers(bounds);
            return *code;
        }
    } catch (...) {
        end_and_collect(bounds);
        throw;
    }
    Outputs collected = end_and_collect(bounds);
    bounds.raise(args, std::move(collected), {returncode, usage});
}

/// What the child says from now on is not wanted, and must not block it.
void Popen::close_exceeded(const detail::Bounds& bounds) noexcept {
    const auto close = [&](detail::Stdio stream, Reader& reader) {
        reader.m_handle.close();
        if (m_child->served != nullptr)
            detail::attempt([&] { m_child->served->end(stream); });
    };
    if (bounds.has_exceeded(detail::Stdio::out))
        close(detail::Stdio::out, stdout_);
    if (bounds.has_exceeded(detail::Stdio::err))
        close(detail::Stdio::err, stderr_);
}

void Popen::collect_what_is_there() noexcept {
    if (m_child->served != nullptr)
        m_child->served->collect_what_is_there(transfer_limits());
    for (Reader* const reader : {&stdout_, &stderr_})
        detail::attempt([&] { // one at a time: if one fails, the other is still read
            detail::Receiving stream(detail::Stdio::out, read_stream(*reader), transfer_limits());
            stream.require_within_limit();
            const detail::os::Flow flows[] = {stream.flow()};
            detail::os::exchange({flows, detail::Deadline::passed()});
            stream.deliver();
        });
}

Outputs Popen::end_and_collect(const detail::Bounds& bounds) noexcept {
    if (m_child == nullptr)
        return {};
    const detail::os::NotCancellable until_reaped;
    detail::EndOfCall end(*this, bounds, detail::Pace::blocking);
    end.advance();
    return end.collect();
}

/// SIGPIPE, or SIGHUP from a terminal, is no failure if it ended the child after a sink had closed its stream.
/// \param codes that are no failure; null: 0 alone
bool Popen::has_failed(const arg::Codes* codes) const {
    if (codes != nullptr ? codes->has(*returncode) : returncode == 0)
        return false;
    if (m_child == nullptr || m_child->served == nullptr || !m_child->served->has_closed_early())
        return true;
    const bool has_terminal = m_child->served->terminal_output() != nullptr;
    const int code = returncode.value_or(0);
    return code != -detail::os::broken_pipe_signal && !(has_terminal && detail::os::is_hang_up(code));
}

void Popen::end_tree() noexcept {
    detail::Ending ending(*m_child);
    if (!m_child->cannot_be_ended && ending.run())
        return;
    detail::attempt([&] {
        detail::abandon(std::move(m_child->process));
        detail::warn(Warning::resource,
                     "the tree of subprocess " + std::to_string(pid) + " could not be ended: " + ending.reason());
    });
}

} // namespace v1
} // namespace subprocess
