#include "recorder.hpp"

#include "fake_call.hpp"
#include "recorded_process.hpp"

#include <subprocess/command.hpp>
#include <subprocess/error.hpp>
#include <subprocess/fake_rule.hpp>

#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::shared_ptr<RunRecord> Recorder::add(const os::Start& start) {
    FakeCall call = call_of(start);
    RecordedRun run;
    run.command = std::move(call.command);
    run.cwd = std::move(call.cwd);
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_records.emplace_back(std::make_shared<RunRecord>(std::move(run)));
}

std::unique_ptr<os::Process> Recorder::start(const os::Start& start) {
    const std::shared_ptr<RunRecord> record = add(start);
    auto streams = std::make_unique<RecordedStreams>(start);
    try {
        std::unique_ptr<os::Process> real = os::spawn(streams->request());
        streams->close_childs();
        return std::make_unique<RecordedProcess>(std::move(real), std::move(streams), record);
    } catch (const OSError& error) {
        record->change([&](RecordedRun& run) { run.start_error = error.code().value(); });
        throw;
    }
}

std::vector<RecordedRun> Recorder::runs() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    std::vector<RecordedRun> all;
    for (const auto& record : m_records)
        all.push_back(record->run());
    return all;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
