// One of the commands of run_all(), while it runs.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/callbacks.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/result.hpp>
#include <subprocess/sinks.hpp>

#include "awaited.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "run_keywords.hpp"
#include "running.hpp"

#include <cstddef>
#include <exception>
#include <optional>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The function on_line. What it has thrown is not taken for the failure of a child.
class LineReceiver {
public:
    explicit LineReceiver(const arg::OnLine* function) noexcept : m_function(function) {}

    bool is_wanted() const noexcept { return m_function != nullptr; }
    bool receive(std::size_t index, std::string_view line);

    void rethrow_error() const;

private:
    const arg::OnLine* m_function;
    std::exception_ptr m_error;
};

/// The keywords of one command: those of all, and where its lines go.
class JobKeywords {
public:
    JobKeywords(std::size_t index, const Keywords& for_all, LineReceiver& lines);
    JobKeywords(const JobKeywords&) = delete;
    JobKeywords& operator=(const JobKeywords&) = delete;
    ~JobKeywords() = default;

    const Keywords& get() const noexcept { return m_keywords; }

private:
    std::optional<Sink> m_sink;
    arg::Redirect<1> m_stdout;
    Slot m_slot{};
    Keywords m_keywords;
};

class Job {
public:
    /// Begins to start the command. \throws what run() throws before a start
    Job(std::size_t number, const Args& command, const Keywords& for_all, LineReceiver& lines)
        : index(number), m_keywords(number, for_all, lines), m_run_keywords(m_keywords.get()),
          m_child(command, m_keywords.get(), m_run_keywords.all(), RunningState::Start::in_two_steps) {}

    /// \return why it could not be started
    std::optional<Failure> finish_start() noexcept;
    bool is_starting() const noexcept { return !m_has_started; }
    /// Whether finish_start() would wait now. \pre is_starting()
    bool start_would_wait() const noexcept { return m_child.start_would_wait(); }
    /// Becomes ready if the start fails. \pre is_starting()
    NativeHandle end_of_start() const noexcept { return m_child.end_of_start(); }

    /// What to wait for before step(), once it has started.
    const std::vector<os::Readiness>& awaited() const { return m_child.report().awaited().ready(); }
    Deadline deadline() const { return m_child.report().awaited().latest(); }

    /// Does what can be done without waiting. \return the result, once
    std::optional<Result<CompletedProcess>> step() noexcept;

    /// Ends it. It has to be stepped until it is over.
    void end() noexcept;

    bool is_over() const noexcept { return m_is_over; }

    const std::size_t index;

private:
    const JobKeywords m_keywords;
    const RunKeywords m_run_keywords;
    RunningState m_child;
    bool m_has_started = false, m_is_over = false;
};

/// Does some work that ends at once. \return what it has thrown
template <class Work> std::optional<Failure> failure_of(Work work) noexcept {
    const os::NotCancellable until_owned; // and what ends a cancelled thread is no failure
    try {
        work();
        return {};
    } catch (...) {
        return Failure::current();
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
