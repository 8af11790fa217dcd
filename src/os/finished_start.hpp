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

} // namespace detail::os
} // namespace v1
} // namespace subprocess
