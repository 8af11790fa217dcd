#include <subprocess/testing.hpp>

#include <subprocess/error.hpp>

#include "fakes.hpp"
#include "process/attempt.hpp"
#include "process/start_process.hpp"
#include "recorder.hpp"
#include "recording_text.hpp"
#include "text_file.hpp"

#include <memory>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {

Recording::Recording(File file) : m_path(std::move(file.name)), m_recorder(std::make_unique<detail::Recorder>()) {
    if (!detail::install(*m_recorder))
        throw ValueError("there is a FakeProcesses or a Recording already, and it stands in for the whole process");
    try {
        save(); // so that a path that cannot be written is found now
    } catch (...) {
        detail::remove_stand_in();
        throw;
    }
}

Recording::~Recording() {
    detail::remove_stand_in();
    detail::attempt([this] { save(); });
}

void Recording::save() const {
    detail::write_text_file(m_path, detail::text_of(m_recorder->runs()));
}

void FakeProcesses::replay_file(const std::string& path) {
    m_fakes->add_recording(detail::recorded_runs(detail::read_text_file(path), path));
}

} // namespace v1
} // namespace subprocess
