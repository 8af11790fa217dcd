// Popen::communicate(), and what is left of it when the time is up.
#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/values.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "call/request.hpp"
#include "child_process.hpp"
#include "codecs/encoder.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Puts what is sent behind what was written before, unless it can go as it is, which saves a copy.
void append_input(std::string& written, const arg::Bytes& data, codecs::Encoder* encoder) {
    const bool goes_as_is = written.empty() && (encoder == nullptr || encoder->leaves_as_is(data.view()));
    if (goes_as_is)
        return;
    if (encoder == nullptr) {
        written += data.view();
        return;
    }
    if (data.given())
        encoder->encode(data.view(), written);
    encoder->finish(written);
}

} // namespace

} // namespace detail

detail::os::Exchange Popen::begin_exchange() {
    detail::os::Exchange exchange;
    exchange.input.stream = &stdin_.m_handle;
    exchange.outputs = {{{&stdout_.m_handle, &stdout_.undecoded()}, {&stderr_.m_handle, &stderr_.undecoded()}}};
    return exchange;
}

Outputs Popen::received_so_far() const {
    const auto shown = [](const Reader& reader) { return reader == None ? Output() : Output(reader.everything()); };
    return {shown(stdout_), shown(stderr_)};
}

Outputs Popen::take_received() {
    const auto taken = [](Reader& reader) {
        if (reader == None)
            return Output();
        std::string all = reader.take_everything();
        return reader.m_decoder ? Output::decoded(std::move(all)) : Output(std::move(all));
    };
    Output first = taken(stdout_);
    return {std::move(first), taken(stderr_)};
}

Outputs Popen::communicate_with(const arg::Bytes& data, const Timeout& limit) {
    if (data.is_null())
        detail::refuse_null_pointer("input");
    const detail::Deadline deadline = detail::deadline_of(limit);
    detail::ChildProcess& child = this->child();
    if (child.communicating && !data.view().empty())
        throw ValueError("Cannot send input after starting communication");
    if (!child.communicating)
        detail::append_input(stdin_.m_buffer, data, stdin_.m_encoder.get());
    child.communicating = true;

    detail::os::Exchange exchange = begin_exchange();
    child.unsent += std::exchange(stdin_.m_buffer, {});
    exchange.input.bytes = child.unsent.empty() ? data.view() : std::string_view(child.unsent).substr(child.sent);

    bool all_moved = false;
    try {
        all_moved = detail::os::exchange(exchange, deadline);
    } catch (...) { // another call may go on where this one failed
        child.keep_unsent(exchange.input.bytes);
        throw;
    }
    child.keep_unsent(exchange.input.bytes);
    const std::optional<int> code = all_moved ? child.wait(deadline) : std::nullopt;
    if (!code) {
        Outputs partial = received_so_far();
        throw TimeoutExpired(args, limit.seconds(), std::move(partial.stdout_), std::move(partial.stderr_));
    }
    returncode = *code;
    return take_received();
}

void Popen::kill_and_reap() {
    // A killed child that does not end hangs in the kernel; whoever asked for a timeout does not wait for that.
    constexpr double grace_seconds = 2;
    detail::Deadline grace = detail::Deadline::after(grace_seconds);
    try {
        kill();
    } catch (const OSError&) { // refused: the child has become another user
        grace = detail::Deadline::passed();
    }
    if (const std::optional<int> code = m_child->wait(grace))
        returncode = *code;
}

void Popen::collect_what_is_there() noexcept {
    for (Reader* const reader : {&stdout_, &stderr_})
        detail::attempt([&] { // each alone: that one fails does not matter to the other
            detail::os::Exchange exchange;
            exchange.outputs[0] = {&reader->m_handle, &reader->undecoded()};
            detail::os::exchange(exchange, detail::Deadline::passed());
        });
}

Outputs Popen::kill_and_collect() noexcept {
    Outputs collected;
    if (m_child == nullptr)
        return collected;
    const detail::os::NotCancellable until_reaped;
    detail::attempt([&] { kill_and_reap(); });
    if (m_child->communicating) {
        collect_what_is_there();
        detail::attempt([&] { collected = received_so_far(); });
    }
    if (returncode == None) {
        const std::unique_ptr<detail::ChildProcess> child(std::exchange(m_child, nullptr));
        detail::attempt([&] { detail::abandon(std::move(child->process)); });
    }
    stdin_.m_buffer.clear();
    finish();
    return collected;
}

} // namespace v1
} // namespace subprocess
