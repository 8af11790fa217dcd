// What a Recording does with each start.
#pragma once

#include "os/process.hpp"
#include "os/start.hpp"
#include "process/start_process.hpp"
#include "recorded_process.hpp"
#include "recording_text.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Recorder final : public StandIn {
public:
    std::unique_ptr<os::Process> start(const os::Start& start) override;

    /// In the order of the starts.
    std::vector<RecordedRun> runs() const;

private:
    std::shared_ptr<RunRecord> add(const os::Start& start);

    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<RunRecord>> m_records;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
