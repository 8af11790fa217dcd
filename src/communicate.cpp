// Popen::communicate(), and what is left of it when the time is up.
#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>

#include "abandoned.hpp"
#include "child_process.hpp"
#include "request.hpp"
#include "text.hpp"

namespace subprocess {
inline namespace v1 {

using detail::ChildProcess;

namespace {

Output everything(const ChildProcess::Received& received) {
    return received.is_pipe ? Output(received.read_before + received.bytes) : Output();
}

Output text_or_bytes(ChildProcess::Received& received, bool is_text) {
    if (!received.is_pipe)
        return {};
    std::string result = std::exchange(received.bytes, {});
    if (is_text)
        result = text_mode::decode(std::move(result));
    if (!received.read_before.empty())
        result.insert(0, std::exchange(received.read_before, {}));
    return is_text ? Output::decoded(std::move(result)) : Output(std::move(result));
}

} // namespace

os::Exchange Popen::begin_exchange() {
    os::Exchange exchange;
    ChildProcess& child = *m_child;
    Reader* const readers[] = {&stdout_, &stderr_};
    for (std::size_t i = 0; i < child.received.size(); ++i) {
        Reader& reader = *readers[i];
        child.received[i].read_before += reader.take(reader.available());
        child.received[i].bytes += std::exchange(reader.m_undecoded, {});
        exchange.outputs[i] = {&reader.m_handle, &child.received[i].bytes};
    }
    exchange.input.stream = &stdin_.m_handle;
    return exchange;
}

Outputs Popen::communicate_with(const Bytes& data, const Timeout& limit) {
    const Deadline deadline = deadline_of(limit);
    ChildProcess& child = this->child();
    if (child.communicating && !data.view().empty())
        throw ValueError("Cannot send input after starting communication");
    if (text_mode)
        text_mode::require_encodable(data.view());
    child.communicating = true;

    os::Exchange exchange = begin_exchange();
    child.unsent += std::exchange(stdin_.m_buffer, {}); // written before, and still here: it goes first
    if (!child.unsent.empty())
        child.unsent += data.view();
    exchange.input.bytes = child.unsent.empty() ? data.view() : std::string_view(child.unsent);

    const bool all_moved = os::exchange(exchange, deadline);
    child.unsent = all_moved ? std::string() : std::string(exchange.input.bytes);
    const std::optional<int> code = all_moved ? child.wait(deadline) : std::nullopt;
    if (!code)
        throw TimeoutExpired(args, limit.seconds(), everything(child.received[0]), everything(child.received[1]));
    returncode = *code;
    Output first = text_or_bytes(child.received[0], text_mode);
    return {std::move(first), text_or_bytes(child.received[1], text_mode)};
}

Outputs Popen::kill_and_collect() noexcept {
    // A killed child that does not end hangs in the kernel; whoever asked for a timeout does not wait for that.
    constexpr double grace_seconds = 2;
    Outputs collected;
    if (m_child == nullptr)
        return collected;
    try {
        Deadline grace = Deadline::after(grace_seconds);
        try {
            kill();
        } catch (const OSError&) { // refused: the child has become another user
            grace = Deadline::passed();
        }
        const std::optional<int> code = m_child->wait(grace);
        if (code)
            returncode = *code;
        if (m_child->communicating) {
            os::Exchange exchange = begin_exchange();
            exchange.input.stream = nullptr;
            os::exchange(exchange, Deadline::passed());
            collected = {everything(m_child->received[0]), everything(m_child->received[1])};
        }
        if (!code) {
            abandon(std::move(m_child->process));
            delete std::exchange(m_child, nullptr);
        }
    } catch (...) { // out of memory: the caller is told of what brought it here
    }
    stdin_.m_buffer.clear();
    finish();
    return collected;
}

} // namespace v1
} // namespace subprocess
