// Popen::communicate(), and how run() and stop() end a child.
#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "call/end_settings.hpp"
#include "call/request.hpp"
#include "child_process.hpp"
#include "codecs/encoder.hpp"
#include "ending.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/stdio.hpp"
#include "os/streams.hpp"
#include "served.hpp"
#include "streams/memory.hpp"
#include "transfer.hpp"

#include <chrono>
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

detail::ReadStream Popen::read_stream(Reader& reader) {
    return {reader.m_handle, reader.undecoded()};
}

/// Sends the input, receives the outputs and waits. \return none if the deadline passes first
std::optional<int> Popen::move_all_and_wait(const arg::Bytes& data, const detail::Deadline& deadline) {
    detail::ChildProcess& child = this->child();
    child.unsent += std::exchange(stdin_.m_buffer, {});
    const std::string_view to_send =
        child.unsent.empty() ? data.view() : std::string_view(child.unsent).substr(child.sent);
    const detail::Serving serving(child.served.get(), {&stdin_.m_handle, &stdout_.m_handle, &stderr_.m_handle});
    detail::Transfer transfer(read_stream(stdout_), read_stream(stderr_), stdin_.m_handle, to_send, serving.served());
    const auto keep_unsent = [&] {
        child.keep_unsent(stdin_.m_handle.valid() ? transfer.unsent() : std::string_view());
    };
    std::optional<int> code;
    try {
        code = move_all_and_wait(transfer, deadline);
    } catch (...) { // another call can continue where this one failed
        keep_unsent();
        throw;
    }
    keep_unsent();
    return code;
}

std::optional<int> Popen::move_all_and_wait(detail::Transfer& transfer, const detail::Deadline& deadline) {
    detail::ChildProcess& child = this->child();
    if (child.end.drain || child.has_tree)
        return move_beyond_end(transfer, deadline);
    const bool has_moved_all = transfer.move(deadline);
    transfer.deliver(); // while the child ends
    return has_moved_all ? wait_until(deadline) : std::nullopt;
}

/// Does not rely on the end of file: what the program has left behind may hold its pipes.
std::optional<int> Popen::move_beyond_end(detail::Transfer& transfer, const detail::Deadline& deadline) {
    detail::ChildProcess& child = this->child();
    const std::optional<double> drain_seconds = child.end.drain;
    detail::EndOfProgram end(child);
    transfer.move(deadline, &end);
    transfer.deliver();
    const std::optional<int> code = wait_until(deadline);
    if (!code)
        return {};
    if (drain_seconds)
        transfer.move(earlier(deadline, detail::Deadline::after(*drain_seconds)));
    end_leftovers(&transfer);
    const bool has_moved_all = drain_seconds ? transfer.move_rest() : transfer.move(deadline);
    if (!has_moved_all && !drain_seconds)
        return {};
    transfer.deliver();
    leaked = leaked || !has_moved_all;
    return transfer.end(deadline) ? code : std::nullopt;
}

/// What wait() does if sinks or a source are to be served. The Popen's own streams stay as they are.
std::optional<int> Popen::serve_and_wait(const detail::Deadline& deadline) {
    const detail::Serving serving(child().served.get(), {&stdin_.m_handle, &stdout_.m_handle, &stderr_.m_handle});
    if (serving.served() == nullptr || !serving.served()->has_open_flows())
        return wait_until(deadline);
    Handle none;
    std::string nothing;
    detail::Transfer transfer({none, nothing}, {none, nothing}, none, {}, serving.served());
    return move_all_and_wait(transfer, deadline);
}

/// After its end.
void Popen::describe_tree() {
    left_behind = m_child->process->left_behind();
    tree_usage = m_child->process->tree_usage();
    if (tree_usage)
        tree_usage->wall = detail::Deadline::Clock::now() - m_child->started;
}

/// Ends what the program has left behind, if it is a tree.
void Popen::end_leftovers(detail::Transfer* meanwhile) {
    detail::ChildProcess& child = this->child();
    if (!child.has_tree)
        return;
    detail::Ending ending(child, meanwhile);
    const bool has_ended = ending.run();
    describe_tree();
    if (!has_ended)
        ending.rethrow_error();
}

Outputs Popen::received_so_far() const {
    detail::Served* const served = m_child->served.get();
    const auto shown = [served](const Reader& reader, detail::Stdio stream) {
        if (reader != None)
            return Output(reader.everything());
        return served != nullptr ? served->captured(stream) : Output();
    };
    return {shown(stdout_, detail::Stdio::out), shown(stderr_, detail::Stdio::err)};
}

Outputs Popen::take_received() {
    detail::Served* const served = m_child->served.get();
    const auto taken = [served](Reader& reader, detail::Stdio stream) {
        if (reader == None)
            return served != nullptr ? served->take_captured(stream) : Output();
        std::string all = reader.take_everything();
        return reader.m_decoder ? Output::decoded(std::move(all)) : Output(std::move(all));
    };
    Output first = taken(stdout_, detail::Stdio::out);
    return {std::move(first), taken(stderr_, detail::Stdio::err)};
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
    const std::optional<int> code = move_all_and_wait(data, deadline);
    if (!code) {
        Outputs partial = received_so_far();
        throw TimeoutExpired(args, limit.seconds(), std::move(partial.stdout_), std::move(partial.stderr_));
    }
    return take_received();
}

/// \return whether the child, or its whole tree, has ended
bool Popen::end(detail::Ending& ending) noexcept {
    const bool has_ended = ending.run();
    detail::attempt([&] {
        if (has_ended || m_child->has_tree)
            wait_until(detail::Deadline::passed());
    });
    describe_tree();
    return has_ended;
}

int Popen::stop() {
    if (m_child == nullptr && returncode != None)
        return *returncode;
    const detail::Serving serving(child().served.get(), {&stdin_.m_handle, &stdout_.m_handle, &stderr_.m_handle});
    detail::Transfer outputs(read_stream(stdout_), read_stream(stderr_), serving.served());
    detail::Ending ending(child(), &outputs);
    const bool has_ended = end(ending);
    outputs.deliver();
    ending.rethrow_error_of_sink();
    if (has_ended)
        return returncode != None ? *returncode : wait(); // which throws why there is none
    ending.rethrow_error();
    throw TimeoutExpired(args, detail::seconds_to_die);
}

void Popen::collect_what_is_there() noexcept {
    if (m_child->served != nullptr)
        m_child->served->collect_what_is_there();
    for (Reader* const reader : {&stdout_, &stderr_})
        detail::attempt([&] { // one at a time: if one fails, the other is still read
            detail::MemorySink sink(reader->undecoded());
            const detail::os::Flow flows[] = {{reader->m_handle, sink}};
            detail::os::exchange({flows, detail::Deadline::passed()});
            sink.deliver();
        });
}

Outputs Popen::end_and_collect() noexcept {
    Outputs collected;
    if (m_child == nullptr)
        return collected;
    const detail::os::NotCancellable until_reaped;
    const bool has_ended = !m_child->cannot_be_ended && end_while_reading();
    if (m_child->communicating || m_child->served != nullptr) {
        collect_what_is_there();
        detail::attempt([&] { collected = received_so_far(); });
    }
    if (!has_ended) {
        const std::unique_ptr<detail::ChildProcess> child(std::exchange(m_child, nullptr));
        detail::attempt([&] { detail::abandon(std::move(child->process)); });
    }
    stdin_.m_buffer.clear();
    finish();
    return collected;
}

bool Popen::end_while_reading() noexcept {
    detail::Served* const served = m_child->served.get();
    detail::Transfer outputs(read_stream(stdout_), read_stream(stderr_), served);
    detail::Ending ending(*m_child, m_child->communicating || served != nullptr ? &outputs : nullptr);
    return end(ending);
}

/// Whether it was SIGPIPE that ended the child, after a sink had closed its stream.
bool Popen::has_failed() const {
    const bool is_broken_pipe = returncode == -detail::os::broken_pipe_signal && m_child != nullptr &&
                                m_child->served != nullptr && m_child->served->has_closed_early();
    return returncode != 0 && !is_broken_pipe;
}

} // namespace v1
} // namespace subprocess
