#include "pipeline_ending.hpp"

#include <subprocess/error.hpp>

#include "attempt.hpp"
#include "call/end_settings.hpp"
#include "child_process.hpp"
#include "ending.hpp"
#include "limited_flow.hpp"
#include "os/cancellation.hpp"
#include "os/process.hpp"
#include "os/wait_for.hpp"
#include "pauses.hpp"
#include "pipeline_streams.hpp"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

bool EndOfOne::has_happened() {
    return std::any_of(m_children.begin(), m_children.end(),
                       [](const ChildProcess* child) { return child->process->wait(Deadline::passed()).has_value(); });
}

NativeHandle EndOfOne::handle() const noexcept {
    return m_children.size() == 1 ? m_children.front()->process->native_handle() : no_handle;
}

bool EndOfOne::await(const Deadline& deadline) {
    const auto stands_still = [](const ChildProcess* child) { return child->process->stands_still; };
    if (!has_happened() && std::all_of(m_children.begin(), m_children.end(), stands_still))
        return m_children.front()->process->wait(deadline).has_value();
    std::vector<os::Watched> ends;
    ends.reserve(m_children.size());
    for (const ChildProcess* const child : m_children)
        ends.push_back({{child->process->native_handle()}});
    for (Pauses pauses; !has_happened();) {
        if (deadline.has_passed())
            return false;
        const bool are_told = std::none_of(ends.begin(), ends.end(), [](auto& end) { return end.handle == no_handle; });
        os::wait_for(ends, are_told ? deadline : earlier(deadline, pauses.next()));
        for (os::Watched& end : ends)
            if (end.is_ready) // too early, unless its child has ended
                end.handle = no_handle;
    }
    return true;
}

/// The end of one of them.
class PipelineEnding::End final : public os::Event {
public:
    End(PipelineEnding& ending, ChildProcess& child) : m_ending(ending), m_child(child) {}

    bool has_happened() override { return m_ending.is_over(m_child, Deadline::passed()); }
    NativeHandle handle() const noexcept override { return m_child.process->tree_handle(); }

private:
    PipelineEnding& m_ending;
    ChildProcess& m_child;
};

PipelineEnding::PipelineEnding(std::vector<ChildProcess*> children, PipelineStreams& streams, const os::Trigger* hurry)
    : m_children(std::move(children)), m_streams(streams), m_hurry(hurry) {}

bool PipelineEnding::run() noexcept {
    const os::NotCancellable until_ended;
    bool has_ended = false;
    try {
        has_ended = ask_and_kill();
    } catch (...) { // nothing more can be known about them
        m_error = std::current_exception();
    }
    return has_ended && m_error == nullptr;
}

void PipelineEnding::rethrow_error() const {
    for (const std::exception_ptr& error : {m_error, m_error_of_sink})
        if (error != nullptr)
            std::rethrow_exception(error);
}

bool PipelineEnding::ask_and_kill() {
    if (are_over(Deadline::passed()))
        return true;
    for (const arg::GraceStep& step : m_children.front()->end.grace) {
        if (m_hurry != nullptr && m_hurry->is_pulled())
            break;
        ask(step);
        if (are_over(Deadline::passed()))
            return true;
    }
    kill();
    const Deadline limit = Deadline::after(seconds_to_die);
    return are_over(limit) || (m_error != nullptr && are_over(limit));
}

/// Whether nothing is to be waited for: it has ended, or the system could twice not tell. The first such error is no
/// reason to let it live.
bool PipelineEnding::is_over(ChildProcess& child, const Deadline& deadline) noexcept {
    try {
        return child.wait_for_all(deadline);
    } catch (...) {
        m_error = std::current_exception();
        return std::exchange(child.was_unknown, true);
    }
}

/// Forgets those that are over. \return whether none is left
bool PipelineEnding::are_over(const Deadline& deadline) {
    const auto is_gone = [&](ChildProcess* child) { return is_over(*child, deadline); };
    m_children.erase(std::remove_if(m_children.begin(), m_children.end(), is_gone), m_children.end());
    return m_children.empty();
}

void PipelineEnding::ask(const arg::GraceStep& step) {
    bool is_asked = false;
    for (ChildProcess* const child : m_children)
        attempt([&] { is_asked = child->process->ask_to_end(step.signal_number()) || is_asked; });
    if (is_asked)
        move_until_end(Deadline::after(step.seconds()).or_when(m_hurry));
}

/// Does not wait for one that refuses: it runs as another user now.
void PipelineEnding::kill() {
    const auto refuses = [&](ChildProcess* child) {
        try {
            child->process->kill_tree();
            return false;
        } catch (const OSError&) {
            m_error = std::current_exception();
            return true;
        }
    };
    m_children.erase(std::remove_if(m_children.begin(), m_children.end(), refuses), m_children.end());
}

void PipelineEnding::move_until_end(const Deadline& deadline) {
    for (ChildProcess* const child : m_children) {
        End end(*this, *child);
        while (!move(deadline, end) && !deadline.has_passed()) {
        }
        is_over(*child, deadline); // where no stream is open
    }
}

/// \return false if a sink or a function has thrown, or a stream had too much: the others are still to be read
bool PipelineEnding::move(const Deadline& deadline, os::Event& end) {
    try {
        m_streams.move_output(deadline, &end);
    } catch (const OutputLimitReached&) { // what comes after it is not wanted, but must not block the children
        m_streams.drop_excess();
        return false;
    } catch (...) {
        if (m_error_of_sink == nullptr)
            m_error_of_sink = std::current_exception();
        return false;
    }
    return true;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
