// For doors whose starts cannot overlap: a start that was finished when it began.
#pragma once

#include "os/process.hpp"

#include <memory>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

class FinishedStart final : public PendingStart {
public:
    explicit FinishedStart(std::unique_ptr<Process> process) noexcept : m_process(std::move(process)) {}

    std::unique_ptr<Process> finish() override { return std::move(m_process); }

private:
    std::unique_ptr<Process> m_process;
};

/// \param spawn returns the process. It is called when its owner is allocated: without memory nothing is started
template <class Spawn> std::unique_ptr<PendingStart> start_at_once(Spawn spawn) {
    return std::unique_ptr<PendingStart>(new FinishedStart(spawn())); // `new` allocates first, make_unique does not
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
