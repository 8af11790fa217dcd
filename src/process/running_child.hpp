// run() in steps, started in two.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/popen.hpp>

#include "os/deadline.hpp"
#include "os/wait_for.hpp"
#include "popen_start.hpp"

#include <exception>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// STAND-IN until Running is there: it looks every few milliseconds.
class RunningChild {
public:
    /// Begins to start it. \param keywords must outlive it
    RunningChild(const Args& command, const Keywords& keywords);
    RunningChild(const RunningChild&) = delete;
    RunningChild& operator=(const RunningChild&) = delete;
    ~RunningChild();

    void finish_start();

    bool step();
    const std::vector<os::Awaited>& awaited() const { return m_awaited; }
    Deadline deadline() const;
    void cancel() noexcept;
    CompletedProcess result();

private:
    void fail() noexcept;

    Keywords m_keywords;
    Slot m_slots[3];
    std::optional<Keywords> m_all;
    Popen m_popen = PopenStart::none();
    std::optional<PopenStart> m_start;
    Deadline m_deadline;
    Deadline m_look = Deadline::passed();
    std::vector<os::Awaited> m_awaited;
    bool m_has_sent = false;
    std::optional<Outputs> m_outputs;
    std::exception_ptr m_error;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
