// Popen::communicate() and stop().
#include <subprocess/popen.hpp>

#include <subprocess/call.hpp>
#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include "attempt.hpp"
#include "bounds.hpp"
#include "call/end_settings.hpp"
#include "child_process.hpp"
#include "codecs/encoder.hpp"
#include "ending.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/stdio.hpp"
#include "served.hpp"
#include "transfer.hpp"

#include <algorithm>
#include <chrono>
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

/// What is left of max_output, and who is told of activity.
detail::TransferLimits Popen::transfer_limits(detail::Activity* activity) const {
    return {m_child->end.max_output.value_or(detail::no_output_limit), activity};
}

/// Sends the input, receives the outputs and waits. \return none if one of the bounds comes first
std::optional<int> Popen::move_all_and_wait(const arg::Bytes& data, detail::Bounds& bounds) {
    detail::ChildProcess& child = this->child();
    child.unsent += std::exchange(stdin_.m_buffer, {});
    const std::string_view to_send =
        child.unsent.empty() ? data.view() : std::string_view(child.unsent).substr(child.sent);
    const detail::Serving serving(child.served.get(), {&stdin_.m_handle, &stdout_.m_handle, &stderr_.m_handle});
    detail::Transfer transfer(read_stream(stdout_), read_stream(stderr_), stdin_.m_handle, to_send,
                              transfer_limits(bounds.activity()), serving.served());
    const auto keep_unsent = [&] {
        child.keep_unsent(stdin_.m_handle.valid() ? transfer.unsent() : std::string_view());
    };
    std::optional<int> code;
    try {
        code = move_and_wait(transfer, bounds);
    } catch (...) { // another call can continue where this one failed
        keep_unsent();
        throw;
    }
    keep_unsent();
    return code;
}

std::optional<int> Popen::move_and_wait(detail::Transfer& transfer, const detail::Bounds& bounds) {
    detail::ChildProcess& child = this->child();
    if (child.end.drain || child.has_tree)
        return move_beyond_end(transfer, bounds);
    const bool has_moved_all = transfer.move(bounds.deadline());
    transfer.deliver(); // while the child ends
    return has_moved_all ? wait_until(bounds.deadline()) : std::nullopt;
}

/// Does not rely on the end of file: what the program has left behind may hold its pipes.
std::optional<int> Popen::move_beyond_end(detail::Transfer& transfer, const detail::Bounds& bounds) {
    detail::ChildProcess& child = this->child();
    const std::optional<double> drain_seconds = child.end.drain;
    detail::EndOfProgram end(child);
    transfer.move(bounds.deadline(), &end);
    transfer.deliver();
    const std::optional<int> code = wait_until(bounds.deadline());
    if (!code)
        return {};
    if (drain_seconds)
        transfer.move(earlier(bounds.deadline(), detail::Deadline::after(*drain_seconds)));
    end_leftovers(&transfer, bounds);
    const bool has_moved_all = drain_seconds ? transfer.move_rest() : transfer.move(bounds.deadline());
    if (!has_moved_all && !drain_seconds)
        return {};
    transfer.deliver();
    leaked = leaked || !has_moved_all;
    return transfer.end(bounds.deadline()) ? code : std::nullopt;
}

/// What wait() does if sinks or a source are to be served. The Popen's own streams stay as they are: other threads may
/// use them.
std::optional<int> Popen::serve_and_wait(detail::Bounds& bounds) {
    const detail::Serving serving(child().served.get(), {});
    if (serving.served() == nullptr || !serving.served()->has_open_flows())
        return wait_until(bounds.deadline());
    Handle none;
    std::string nothing;
    detail::Transfer transfer({none, nothing}, {none, nothing}, none, {}, transfer_limits(bounds.activity()),
                              serving.served());
    return move_and_wait(transfer, bounds);
}

/// After its end.
void Popen::describe_tree() {
    left_behind = m_child->process->left_behind();
    tree_usage = m_child->process->tree_usage();
    if (tree_usage)
        tree_usage->wall = detail::Deadline::Clock::now() - m_child->started;
}

/// Ends what the program has left behind, if it is a tree.
void Popen::end_leftovers(detail::Transfer* meanwhile, const detail::Bounds& bounds) {
    detail::ChildProcess& child = this->child();
    if (!child.has_tree)
        return;
    detail::Ending ending(child, meanwhile, bounds.hurry());
    const bool has_ended = ending.run();
    describe_tree();
    if (!has_ended)
        ending.rethrow_error();
}

Outputs Popen::received_so_far() const {
    detail::Served* const served = m_child->served.get();
    const auto shown = [&](const Reader& reader, detail::Stdio stream) {
        if (reader == None)
            return served != nullptr ? served->captured(stream) : Output();
        std::string all = reader.everything();
        all.resize(std::min(all.size(), transfer_limits().max_output));
        return Output(std::move(all));
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

/// \return none if one of the bounds has ended it
std::optional<Outputs> Popen::communicate_within(const arg::Bytes& data, detail::Bounds& bounds) {
    if (data.is_null())
        detail::refuse_null_pointer("input");
    detail::ChildProcess& child = this->child();
    if (child.communicating && !data.view().empty())
        throw ValueError("Cannot send input after starting communication");
    if (!child.communicating)
        detail::append_input(stdin_.m_buffer, data, stdin_.m_encoder.get());
    child.communicating = true;
    bounds.begin();
    try {
        if (move_all_and_wait(data, bounds))
            return take_received();
        bounds.conclude();
    } catch (const detail::OutputLimitReached& reached) {
        bounds.conclude(reached);
    }
    return {};
}

Outputs Popen::communicate_with(const detail::Keywords& keywords) {
    detail::Bounds bounds(keywords);
    if (keywords.given<detail::kw::idle_timeout>() && stdin_ == None && stdout_ == None && stderr_ == None &&
        (m_child == nullptr || m_child->served == nullptr))
        throw ValueError("idle_timeout needs a PIPE");
    std::optional<Outputs> outputs = communicate_within(keywords.get<detail::kw::input>(), bounds);
    if (!outputs)
        bounds.raise(args, received_so_far());
    return std::move(*outputs);
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
    detail::ChildProcess& child = this->child();
    const detail::Serving serving(child.served.get(), {nullptr, &stdout_.m_handle, &stderr_.m_handle});
    detail::Transfer outputs(read_stream(stdout_), read_stream(stderr_), transfer_limits(), serving.served());
    detail::Ending ending(child, &outputs);
    const bool has_ended = end(ending);
    outputs.deliver();
    ending.rethrow_error_of_sink();
    if (has_ended)
        return returncode != None ? *returncode : wait(); // which throws why there is none
    ending.rethrow_error();
    throw TimeoutExpired(args, detail::seconds_to_die);
}

} // namespace v1
} // namespace subprocess
