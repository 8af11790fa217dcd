// A real child of which a recording is made.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/usage.hpp>

#include "copier.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "recording_text.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// What is known of a run, which outlives its process.
class RunRecord {
public:
    explicit RunRecord(RecordedRun run) : m_run(std::move(run)) {}

    RecordedRun run();
    template <class Change> void change(Change change) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        change(m_run);
    }

private:
    std::mutex m_mutex;
    RecordedRun m_run;
};

/// The streams that the call has given to the child are copied; the child inherits the others, and they are not
/// recorded. Neither is a terminal, nor a stdin of the caller's.
class RecordedStreams {
public:
    explicit RecordedStreams(const os::Start& start);

    /// For the child.
    const os::Start& request() const noexcept { return m_request; }
    /// After its start.
    void close_childs() noexcept;
    void end(RecordedRun& run);

private:
    void copy_input(const os::Start& start);
    void copy_output(const os::Start& start, Stdio stream);

    os::Start m_request;
    PerStdio<Handle> m_childs;
    PerStdio<std::unique_ptr<Copier>> m_copiers;
};

class RecordedProcess final : public os::Process {
public:
    RecordedProcess(std::unique_ptr<os::Process> real, std::unique_ptr<RecordedStreams> streams,
                    std::shared_ptr<RunRecord> record);
    RecordedProcess(const RecordedProcess&) = delete;
    RecordedProcess& operator=(const RecordedProcess&) = delete;
    ~RecordedProcess() override;

    std::optional<os::Ended> wait(Deadline deadline) override;
    void send_signal(int number) override;
    bool ask_to_end(int signal) override;
    NativeHandle native_handle() const noexcept override { return m_real->native_handle(); }
    bool has_tree() const noexcept override { return m_real->has_tree(); }
    bool wait_for_tree(Deadline deadline) override { return m_real->wait_for_tree(deadline); }
    NativeHandle tree_handle() const noexcept override { return m_real->tree_handle(); }
    void kill_tree() override;
    int left_behind() const noexcept override { return m_real->left_behind(); }
    std::optional<Usage> tree_usage() const noexcept override { return m_real->tree_usage(); }
    void release() override { m_real->release(); }
    void hang_up() noexcept override { m_real->hang_up(); }
    bool needs_looks() const noexcept override { return m_real->needs_looks(); }

private:
    void note_signal();

    const std::unique_ptr<os::Process> m_real;
    const std::unique_ptr<RecordedStreams> m_streams;
    const std::shared_ptr<RunRecord> m_record;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
