// Popen::communicate(), and how run() ends a child after a timeout.
#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/values.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "call/request.hpp"
#include "child_process.hpp"
#include "codecs/encoder.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"
#include "streams/memory.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Appends the input to what was written before. If nothing was written and it needs no encoding, it is sent uncopied.
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

/// Sends the input and receives the outputs. \return whether all streams have come to their end
bool Popen::move_all(const arg::Bytes& data, const detail::Deadline& deadline) {
    detail::ChildProcess& child = this->child();
    child.unsent += std::exchange(stdin_.m_buffer, {});
    detail::MemorySink out(stdout_.undecoded()), err(stderr_.undecoded());
    detail::MemorySource in(child.unsent.empty() ? data.view() : std::string_view(child.unsent).substr(child.sent));
    const detail::os::Flow flows[] = {{stdout_.m_handle, out}, {stderr_.m_handle, err}, {stdin_.m_handle, in}};
    const auto keep_unsent = [&] { child.keep_unsent(stdin_.m_handle.valid() ? in.next() : std::string_view()); };
    bool has_moved_all = false;
    try {
        has_moved_all = detail::os::exchange({flows, deadline});
        out.deliver();
        err.deliver();
    } catch (...) { // another call can continue where this one failed
        keep_unsent();
        throw;
    }
    keep_unsent();
    return has_moved_all;
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
    if (!move_all(data, deadline) || !wait_until(deadline)) {
        Outputs partial = received_so_far();
        throw TimeoutExpired(args, limit.seconds(), std::move(partial.stdout_), std::move(partial.stderr_));
    }
    return take_received();
}

void Popen::kill_and_reap() {
    // A killed child that does not end hangs in the kernel; a call with a timeout does not wait for that.
    constexpr double grace_seconds = 2;
    detail::Deadline grace = detail::Deadline::after(grace_seconds);
    try {
        kill();
    } catch (const OSError&) { // refused: the child runs as another user now
        grace = detail::Deadline::passed();
    }
    wait_until(grace);
}

void Popen::collect_what_is_there() noexcept {
    for (Reader* const reader : {&stdout_, &stderr_})
        detail::attempt([&] { // one at a time: if one fails, the other is still read
            detail::MemorySink sink(reader->undecoded());
            const detail::os::Flow flows[] = {{reader->m_handle, sink}};
            detail::os::exchange({flows, detail::Deadline::passed()});
            sink.deliver();
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
