// The jobs of one run_all().
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/callbacks.hpp>
#include <subprocess/command.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/result.hpp>
#include <subprocess/run_all.hpp>

#include "job.hpp"
#include "jobserver.hpp"
#include "os/deadline.hpp"
#include "os/wait_for.hpp"
#include "pauses.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Runs them in this thread: it starts some, waits for all at once, and steps those for which something is ready.
class AllJobs {
public:
    using Results = std::vector<Result<CompletedProcess>>;

    AllJobs(const CommandSource& commands, const Keywords& keywords);

    Results run();

private:
    void start_more();
    bool has_room();
    bool has_token();
    void begin_next();
    void begin(std::size_t index, const Command& command);
    void advance();
    void finish_starts();
    void finish_start(Job& job);
    void wait();
    Deadline next_look_at_starts();
    template <class Visit> void for_each_ready(Visit visit);
    void step(Job& job);
    void conclude(std::size_t index, Result<CompletedProcess> result);
    void drop_over();
    void return_tokens();
    void end_rest() noexcept;
    void end_in_steps();

    const CommandSource m_commands;
    const Keywords& m_keywords;
    const std::size_t m_limit;
    const bool m_keeps_going;
    const arg::OnResult* const m_on_result;
    LineReceiver m_lines;
    std::optional<Jobserver> m_tokens;
    bool m_waits_for_token = false;
    bool m_has_more = true;
    Results m_results;
    std::vector<std::unique_ptr<Job>> m_jobs;
    std::vector<os::Watched> m_watched;
    Pauses m_pauses; ///< between looks at starts
};

} // namespace detail
} // namespace v1
} // namespace subprocess
