#include "child_start.hpp"

#include <subprocess/redirect.hpp>

#include "audited_process.hpp"
#include "call/request.hpp"
#include "call/stream_settings.hpp"
#include "child_process.hpp"
#include "python/hidden_words.hpp"
#include "python/hooks.hpp"
#include "served.hpp"

#include <array>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// \return what tells the end; null: no hook wants it
Opaque<AuditedProcess> announce(const os::Start& request, const Command& command) {
    const std::optional<AuditedStart> start = number_start();
    if (!start)
        return Opaque<AuditedProcess>();
    const Output directory = request.cwd ? Output(*request.cwd) : Output();
    const std::string program = os::shown_program_of(request);
    const auto* const real = request.environment ? &*request.environment : nullptr;
    const auto* const shown = request.shown_environment != nullptr ? request.shown_environment : real;
    const Command told = HiddenWords::forgotten(command);
    audit({program, told, directory, shown, start->number}, *start);
    return Opaque<AuditedProcess>(start->has_end_hook ? new AuditedProcess(told, *start) : nullptr);
}

} // namespace

void destroy(AuditedProcess* process) noexcept {
    delete process;
}

ChildStart::ChildStart(const Command& command, const Keywords& keywords)
    : encoding(encoding_of(keywords)), errors(errors_of(keywords)), pipe_size(pipe_size_of(keywords)),
      settings(stream_settings_of(keywords, encoding, errors)), redirections(redirections_of(keywords)),
      request(request_of(command, keywords, redirections, secrets)), m_child(std::make_unique<ChildProcess>(keywords)) {
    settings.is_typed = redirections[Stdio::in].is_terminal;
}

void ChildStart::prepare(const Command& command, Lives lives) {
    os::validate(request);
    m_child->served = Served::open(redirections, settings, lives);
    m_audited = announce(request, command);
}

PerStdio<Handle>& ChildStart::open() {
    m_streams.open_all(redirections, pipe_size > 0 ? pipe_size : std::nullopt, request.terminal);
    for (const Stdio stream : all_stdio)
        if (m_streams.theirs[stream] != no_handle)
            request.stdio[stream] = m_streams.theirs[stream];
    if (request.terminal)
        request.windows.console = m_streams.console();
    if (m_child->served != nullptr)
        m_child->served->take(m_streams.ours);
    return m_streams.ours;
}

std::unique_ptr<ChildProcess> ChildStart::take(std::unique_ptr<os::Process> process) noexcept {
    m_streams.close_theirs();
    if (m_audited) {
        m_audited->own(std::move(process));
        process.reset(m_audited.release());
    }
    m_child->process = std::move(process);
    m_child->has_tree = request.tree && m_child->process->has_tree();
    return std::move(m_child);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
