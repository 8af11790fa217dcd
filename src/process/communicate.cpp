// Popen::communicate() and stop().
#include <subprocess/popen.hpp>

#include <subprocess/call.hpp>
#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/stream.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include "attempt.hpp"
#include "awaited.hpp"
#include "bounds.hpp"
#include "call/end_settings.hpp"
#include "child_process.hpp"
#include "communicate_call.hpp"
#include "communicating.hpp"
#include "ending.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/stdio.hpp"
#include "served.hpp"
#include "transfer.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {

detail::ReadStream Popen::read_stream(Reader& reader) {
    return {reader.m_handle, reader.undecoded(), reader.m_is_terminal ? &reader.m_ended : nullptr};
}

/// Where the terminal is read; null: nowhere, or there is none.
Handle* Popen::terminal_output() noexcept {
    for (Reader* const reader : {&stdout_, &stderr_})
        if (reader->m_is_terminal)
            return &reader->m_handle;
    return m_child != nullptr && m_child->served != nullptr ? m_child->served->terminal_output() : nullptr;
}

/// What is left of max_output, and who is told of activity.
detail::TransferLimits Popen::transfer_limits(detail::Activity* activity) const {
    return {m_child->end.max_output.value_or(detail::no_output_limit), activity};
}

/// What wait() does if sinks or a source are to be served. The Popen's own streams stay as they are: other threads may
/// use them.
std::optional<int> Popen::serve_and_wait(detail::Bounds& bounds) {
    const detail::Serving serving(child().served.get(), {});
    if (serving.served() == nullptr || !serving.served()->has_open_flows())
        return wait_until(bounds.deadline());
    Handle none;
    std::string nothing;
    detail::Transfer transfer({none, nothing}, {none, nothing}, {none}, {}, transfer_limits(bounds.activity()),
                              serving.served());
    detail::Communicating communicating(*this, transfer, bounds, detail::Pace::blocking);
    communicating.advance();
    return communicating.code();
}

/// After its end.
void Popen::describe_tree() {
    left_behind = m_child->process->left_behind();
    tree_usage = m_child->process->tree_usage();
    if (tree_usage)
        tree_usage->wall = detail::Deadline::Clock::now() - m_child->started;
}

/// Ends what the program has left behind, if it is a tree.
void Popen::end_leftovers(const detail::Bounds& bounds) {
    detail::ChildProcess& child = this->child();
    if (!child.has_tree)
        return;
    detail::Ending ending(child, nullptr, bounds.hurry());
    ending.run();
    conclude_leftovers(ending);
}

void Popen::conclude_leftovers(const detail::Ending& ending) {
    describe_tree();
    ending.conclude();
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
        reader.m_ended.close();
        std::string all = reader.take_everything();
        return reader.m_decoder ? Output::decoded(std::move(all)) : Output(std::move(all));
    };
    Output first = taken(stdout_, detail::Stdio::out);
    return {std::move(first), taken(stderr_, detail::Stdio::err)};
}

/// \return none if one of the bounds has ended it
std::optional<Outputs> Popen::communicate_within(const arg::Bytes& data, detail::Bounds& bounds) {
    detail::CommunicateCall call(*this, data, bounds, detail::Pace::blocking);
    call.advance();
    return std::move(call.outputs());
}

void Popen::require_pipe_for_idle_timeout(const detail::Keywords& keywords) const {
    if (keywords.given<detail::kw::idle_timeout>() && stdin_ == None && stdout_ == None && stderr_ == None &&
        (m_child == nullptr || m_child->served == nullptr))
        throw ValueError("idle_timeout needs a PIPE");
}

Outputs Popen::communicate_with(const detail::Keywords& keywords) {
    detail::Bounds bounds(keywords);
    require_pipe_for_idle_timeout(keywords);
    std::optional<Outputs> outputs = communicate_within(keywords.get<detail::kw::input>(), bounds);
    if (!outputs)
        bounds.raise(args, received_so_far());
    return std::move(*outputs);
}

/// \return whether the child, or its whole tree, has ended
bool Popen::end(detail::Ending& ending) noexcept {
    ending.run();
    conclude_end(ending.has_ended());
    return ending.has_ended();
}

void Popen::conclude_end(bool has_ended) noexcept {
    detail::attempt([&] {
        if (has_ended || m_child->has_tree)
            wait_until(detail::Deadline::passed());
    });
    describe_tree();
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
