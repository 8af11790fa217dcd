#include "popen_start.hpp"

#include <subprocess/command.hpp>
#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/output.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/stream.hpp>

#include "attempt.hpp"
#include "child_process.hpp"
#include "child_start.hpp"
#include "os/cancellation.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "python/environment.hpp"
#include "python/hidden_words.hpp"
#include "start_process.hpp"
#include "words/failed_start.hpp"

#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

template <class Stream> void open_if_piped(Stream& stream, Handle& ours, const StreamSettings& settings) {
    if (ours.valid())
        stream = Stream(std::move(ours), settings);
}

const Command& cleaned_up(Popen& popen, const Args& command) {
    cleanup();
    return popen.args = Command(command);
}

} // namespace

PopenStart::PopenStart(Popen& popen, const Args& command, const Keywords& keywords, Lives lives)
    : m_popen(popen), m_child(cleaned_up(popen, command), keywords) {
    m_child.request.is_handed_out = lives == Lives::on;
    note_failure_of([&] { m_child.prepare(popen.args, lives); });
    if (m_child.secrets)
        HiddenWords::add(popen.args, m_child.secrets->values);
    popen.encoding = std::move(m_child.encoding);
    popen.errors = std::move(m_child.errors);
    popen.pipesize = m_child.pipe_size.value_or(-1);
    popen.text_mode = m_child.settings.text;
}

PopenStart::~PopenStart() {
    if (m_pending != nullptr)
        attempt([this] { finish(); });
}

/// An exception of `work` describes the start.
template <class Work> void PopenStart::note_failure_of(Work work) {
    try {
        work();
    } catch (OSError& error) {
        FailedStart::note(error, m_popen.args, m_child.request);
        throw;
    }
}

void PopenStart::run() {
    // A thread that was cancelled in between would leave a child that nothing owns.
    const os::NotCancellable until_owned;
    note_failure_of([this] {
        open_streams();
        own(start_process(m_child.request)); // last: a failure before it leaves no child
    });
}

void PopenStart::begin() {
    note_failure_of([this] {
        open_streams();
        m_pending = begin_process(m_child.request);
    });
}

void PopenStart::finish() {
    const std::unique_ptr<os::PendingStart> pending = std::move(m_pending);
    note_failure_of([&] { own(pending->finish()); });
}

void PopenStart::open_streams() {
    PerStdio<Handle>& ours = m_child.open();
    open_if_piped(m_popen.stdin_, ours[Stdio::in], m_child.settings);
    open_if_piped(m_popen.stdout_, ours[Stdio::out], m_child.settings);
    open_if_piped(m_popen.stderr_, ours[Stdio::err], m_child.settings);
}

void PopenStart::own(std::unique_ptr<os::Process> process) noexcept {
    m_popen.m_child = m_child.take(std::move(process)).release();
    HiddenWords::forget(m_popen.args);
    m_popen.pid = m_popen.m_child->process->pid;
    if (m_popen.m_child->process->stands_still)
        m_popen.note_standstill();
    if (m_child.request.terminal)
        m_popen.note_terminal(m_child.request);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
