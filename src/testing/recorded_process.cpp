#include "recorded_process.hpp"

#include "copier.hpp"
#include "os/streams.hpp"
#include "process/attempt.hpp"
#include "recording_text.hpp"

#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

RecordedRun RunRecord::run() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_run;
}

// The streams ---------------------------------------------------------------------------------------------------------

RecordedStreams::RecordedStreams(const os::Start& start) : m_request(start) {
    if (start.terminal)
        return;
    copy_input(start);
    for (const Stdio stream : {Stdio::out, Stdio::err})
        copy_output(start, stream);
}

void RecordedStreams::copy_input(const os::Start& start) {
    const NativeHandle in = start.stdio[Stdio::in];
    if (in == no_handle || start.is_callers[Stdio::in])
        return;
    os::Pipe pipe = os::open_pipe(os::Access::write);
    m_copiers[Stdio::in] = std::make_unique<Copier>(os::duplicate(in), std::move(pipe.ours));
    m_request.stdio[Stdio::in] = pipe.theirs.get();
    m_childs[Stdio::in] = std::move(pipe.theirs);
}

/// Both in one if they go to the same place.
void RecordedStreams::copy_output(const os::Start& start, Stdio stream) {
    const NativeHandle target = start.stdio[stream];
    if (target == no_handle)
        return;
    m_request.is_callers[stream] = false;
    if (stream == Stdio::err && target == start.stdio[Stdio::out]) {
        m_request.stdio[stream] = m_request.stdio[Stdio::out];
        return;
    }
    os::Pipe pipe = os::open_pipe(os::Access::read);
    m_copiers[stream] = std::make_unique<Copier>(std::move(pipe.ours), os::duplicate(target));
    m_request.stdio[stream] = pipe.theirs.get();
    m_childs[stream] = std::move(pipe.theirs);
}

void RecordedStreams::close_childs() noexcept {
    for (Handle& handle : m_childs.values)
        handle.close();
}

void RecordedStreams::end(RecordedRun& run) {
    const PerStdio<std::string*> texts{{&run.input, &run.out, &run.err}};
    for (const Stdio stream : all_stdio)
        if (const std::unique_ptr<Copier>& copier = m_copiers[stream]) {
            copier->end();
            *texts[stream] = copier->copied();
        }
}

// The process ---------------------------------------------------------------------------------------------------------

RecordedProcess::RecordedProcess(std::unique_ptr<os::Process> real, std::unique_ptr<RecordedStreams> streams,
                                 std::shared_ptr<RunRecord> record)
    : Process(real->pid), m_real(std::move(real)), m_streams(std::move(streams)), m_record(std::move(record)) {}

RecordedProcess::~RecordedProcess() {
    attempt([this] { m_record->change([this](RecordedRun& run) { m_streams->end(run); }); });
}

std::optional<os::Ended> RecordedProcess::wait(Deadline deadline) {
    const std::optional<os::Ended> ended = m_real->wait(deadline);
    if (ended)
        m_record->change([&](RecordedRun& run) {
            run.signal = ended->returncode < 0 ? -ended->returncode : 0;
            run.returncode = ended->returncode;
        });
    return ended;
}

/// What ends because of it hangs otherwise.
void RecordedProcess::note_signal() {
    if (!m_real->wait(Deadline::passed()))
        m_record->change([](RecordedRun& run) { run.hangs = true; });
}

void RecordedProcess::send_signal(int number) {
    note_signal();
    m_real->send_signal(number);
}

bool RecordedProcess::ask_to_end(int signal) {
    note_signal();
    return m_real->ask_to_end(signal);
}

void RecordedProcess::kill_tree() {
    note_signal();
    m_real->kill_tree();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
