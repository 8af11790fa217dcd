#include "served.hpp"

#include <subprocess/redirect.hpp>
#include <subprocess/shared.hpp>
#include <subprocess/sources.hpp>

#include "attempt.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "streams/open_sink.hpp"
#include "streams/open_source.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Served::GuardedSink final : public os::Sink {
public:
    GuardedSink(Served& served, std::unique_ptr<OpenSink> sink) : m_served(served), m_sink(std::move(sink)) {}

    os::Room room() override { return m_sink->room(); }
    os::Verdict filled(std::size_t count) override {
        m_count += count;
        const Callback callback(m_served);
        return m_sink->filled(count);
    }
    os::Wish wish() override { return m_sink->wish(); }
    void ended() override {
        m_has_ended = true;
        const Callback callback(m_served);
        m_sink->ended();
    }
    bool may_throw() const override { return true; }

    OpenSink& inner() { return *m_sink; }
    bool has_ended() const { return m_has_ended; }
    std::size_t count() const { return m_count; }

private:
    Served& m_served;
    std::unique_ptr<OpenSink> m_sink;
    std::size_t m_count = 0; ///< of bytes
    bool m_has_ended = false;
};

/// After an error it sends nothing more, but the stream stays open for now: the child must not take what it has got for
/// the whole before it can be ended.
class Served::GuardedSource final : public os::Source {
public:
    GuardedSource(Served& served, std::unique_ptr<OpenSource> source) : m_served(served), m_source(std::move(source)) {}

    std::string_view next() override {
        if (m_has_failed)
            return {};
        const Callback callback(m_served);
        try {
            return m_source->next();
        } catch (...) {
            m_has_failed = true;
            throw;
        }
    }
    void taken(std::size_t count) override { m_source->taken(count); }
    bool is_waiting() override { return m_has_failed || m_source->is_waiting(); }
    bool may_throw() const override { return true; }

    OpenSource& inner() { return *m_source; }
    bool has_failed() const { return m_has_failed; }

private:
    Served& m_served;
    std::unique_ptr<OpenSource> m_source;
    bool m_has_failed = false;
};

Served::Callback::Callback(Served& served) noexcept : m_served(served) {
    m_served.m_thread_in_callback = std::this_thread::get_id();
    for (std::size_t i = 0; i < m_hidden.size(); ++i)
        if (m_served.m_to_hide[i] != nullptr)
            m_hidden[i] = std::move(*m_served.m_to_hide[i]);
}

Served::Callback::~Callback() {
    for (std::size_t i = 0; i < m_hidden.size(); ++i)
        if (m_served.m_to_hide[i] != nullptr)
            *m_served.m_to_hide[i] = std::move(m_hidden[i]);
    m_served.m_thread_in_callback = std::thread::id();
}

// Opening and closing -------------------------------------------------------------------------------------------------

std::unique_ptr<Served> Served::open(const Redirections& redirections, const StreamSettings& settings, Lives lives) {
    for (const Redirection& redirection : redirections)
        if (redirection.kind == Redirection::Kind::served)
            return std::make_unique<Served>(redirections, settings, lives);
    return nullptr;
}

Served::Served(const Redirections& redirections, const StreamSettings& settings, Lives lives)
    : m_settings(settings), m_line{redirections[Stdio::in].is_raw} {
    for (const Stdio stream : all_stdio) {
        const Redirection& redirection = redirections[stream];
        m_is_terminal[stream] = redirection.is_terminal;
        if (redirection.kind != Redirection::Kind::served)
            continue;
        const Shared node(redirection.make(redirection.object, lives));
        if (stream == Stdio::in)
            m_source = std::make_unique<GuardedSource>(
                *this, static_cast<SourceNode*>(node.get())->open(settings, m_handles[stream]));
        else
            m_sinks[stream] = std::make_unique<GuardedSink>(*this, static_cast<SinkNode*>(node.get())->open(settings));
    }
}

Served::~Served() = default;

void Served::take(PerStdio<Handle>& ours) {
    for (const Stdio stream : all_stdio)
        if (stream == Stdio::in ? m_source != nullptr : m_sinks[stream] != nullptr)
            m_handles[stream] = std::move(ours[stream]);
}

void Served::end(Stdio stream) {
    if (!m_handles[stream].valid())
        return;
    m_handles[stream].close();
    m_sinks[stream]->ended();
}

void Served::collect_what_is_there(const TransferLimits& limits) noexcept {
    m_handles[Stdio::in].close();
    for (const Stdio stream : {Stdio::out, Stdio::err})
        attempt([&] { // one at a time: if one fails, the other is still read
            std::vector<os::Flow> flows;
            add_sink(stream, flows, limits);
            const Deadline at_once = Deadline::passed(); // an Exchange refers to it
            const os::Exchange rest(flows.data(), flows.size(), at_once);
            os::exchange(rest);
            os::exchange(rest); // hands on what the first one has read
        });
    for (const Stdio stream : {Stdio::out, Stdio::err})
        attempt([&] { end(stream); });
}

void Served::close() noexcept {
    for (const Stdio stream : all_stdio) {
        m_handles[stream].close();
        m_sinks[stream].reset();
    }
    m_ended.close();
    m_source.reset();
}

// Moving --------------------------------------------------------------------------------------------------------------

void Served::add_sinks(std::vector<os::Flow>& flows, const TransferLimits& limits) {
    for (const Stdio stream : {Stdio::out, Stdio::err})
        add_sink(stream, flows, limits);
}

void Served::add_sink(Stdio stream, std::vector<os::Flow>& flows, const TransferLimits& limits) {
    if (m_sinks[stream] == nullptr)
        return;
    flows.emplace_back(m_handles[stream], limited(stream, limits));
    if (m_is_terminal[stream])
        flows.back().kept_in = &m_ended;
    m_sinks[stream]->inner().add_flows(flows);
}

/// A sink that has had too much stays as it is.
os::Sink& Served::limited(Stdio stream, const TransferLimits& limits) {
    GuardedSink& sink = *m_sinks[stream];
    std::optional<LimitedSink>& limited = m_limited[stream];
    if (!limits.any())
        return sink;
    if (!limited || limited->surplus().empty())
        limited.emplace(sink, limits.max_output - sink.count(), OutputLimitReached{stream, limits.max_output},
                        limits.activity);
    return *limited;
}

void Served::require_within_limit() const {
    for (const Stdio stream : {Stdio::out, Stdio::err})
        if (m_limited[stream] && m_handles[stream].valid())
            m_limited[stream]->require_within_limit();
}

void Served::drop_excess() {
    for (const Stdio stream : {Stdio::out, Stdio::err})
        if (m_limited[stream] && !m_limited[stream]->surplus().empty())
            m_limited[stream]->drop_rest();
}

os::Source& Served::typed(const Handle* shown_at) {
    return m_typed.emplace(*m_source, m_handles[Stdio::in], m_line, shown_at != nullptr ? shown_at : terminal_output());
}

void Served::add_source(std::vector<os::Flow>& flows, Activity* activity, const Handle* shown_at) {
    if (m_source == nullptr)
        return;
    os::Source& source = m_is_terminal[Stdio::in] ? typed(shown_at) : *m_source;
    if (activity != nullptr)
        flows.emplace_back(m_handles[Stdio::in], m_watched.emplace(source, *activity));
    else
        flows.emplace_back(m_handles[Stdio::in], source);
    m_source->inner().add_flows(flows);
}

void Served::close_failed_source() {
    if (m_source != nullptr && m_source->has_failed())
        m_handles[Stdio::in].close();
}

// What was captured ---------------------------------------------------------------------------------------------------

bool Served::has_closed_early() const {
    for (const Stdio stream : {Stdio::out, Stdio::err})
        if (m_sinks[stream] != nullptr && !m_handles[stream].valid() && !m_sinks[stream]->has_ended())
            return true;
    return false;
}

Output Served::captured(Stdio stream) {
    const std::unique_lock<std::mutex> is_mine(m_mutex, std::try_to_lock);
    if (!is_mine) // another thread in wait() adds to it
        return {};
    Captured* const captured = m_sinks[stream] != nullptr ? m_sinks[stream]->inner().captured() : nullptr;
    return captured != nullptr ? Output(captured->bytes).without(captured->dropped) : Output();
}

Output Served::take_captured(Stdio stream) {
    const std::lock_guard<std::mutex> is_mine(m_mutex);
    Captured* const captured = m_sinks[stream] != nullptr ? m_sinks[stream]->inner().captured() : nullptr;
    return captured != nullptr ? output_of(std::exchange(*captured, {}), m_settings) : Output();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
