#include "all_jobs.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/values.hpp>

#include "attempt.hpp"
#include "job.hpp"
#include "jobserver.hpp"
#include "os/ask.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/pump.hpp"
#include "pauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

template <class K> const typename K::type* if_given(const Keywords& keywords) {
    return keywords.given<K>() ? keywords.find<K>() : nullptr;
}

std::size_t limit_of(const Keywords& keywords) {
    const arg::Int number = keywords.get<kw::jobs>();
    return number.given() ? static_cast<std::size_t>(number.value()) : os::count_usable_cpus();
}

/// A point in time may have passed before the turn of a command.
void require_time(const Keywords& keywords, const Command& command) {
    const Timeout limit = keywords.get<kw::timeout>();
    if (limit.is_point() && limit.seconds() <= 0)
        throw TimeoutExpired(command, 0);
}

/// Fewer jobs might help.
bool is_shortage(const std::error_code& error) {
    return error == std::errc::too_many_files_open || error == std::errc::too_many_files_open_in_system ||
           error == std::errc::resource_unavailable_try_again;
}

/// A range that makes its commands as it goes may have more than memory holds results, and end early.
constexpr std::size_t most_expected = 4096;

} // namespace

AllJobs::AllJobs(const CommandSource& commands, const Keywords& keywords)
    : m_commands(commands), m_keywords(keywords), m_limit(limit_of(keywords)),
      m_keeps_going(keywords.get<kw::keep_going>()), m_on_result(if_given<kw::on_result>(keywords)),
      m_lines(if_given<kw::on_line>(keywords)) {
    m_results.reserve(std::min(commands.size, most_expected));
    if (keywords.get<kw::jobserver>())
        m_tokens = Jobserver::open();
}

AllJobs::Results AllJobs::run() {
    try {
        for (start_more(); !m_jobs.empty(); start_more())
            advance();
    } catch (...) {
        end_rest();
        throw;
    }
    return std::move(m_results);
}

/// None of the starts is waited for here, so that the system works on all of them at once.
void AllJobs::start_more() {
    while (m_has_more && has_room())
        begin_next();
    return_tokens();
}

void AllJobs::advance() {
    finish_starts();
    if (m_jobs.empty())
        return;
    wait();
    for_each_ready([this](Job& job) { step(job); });
    drop_over();
}

/// Those for which there is nothing to wait any more.
void AllJobs::finish_starts() {
    for (const auto& job : m_jobs)
        if (job->is_starting() && !job->start_would_wait())
            finish_start(*job);
    drop_over();
}

void AllJobs::finish_start(Job& job) {
    if (std::optional<Failure> failure = job.finish_start())
        conclude(job.index, std::move(*failure));
}

bool AllJobs::has_room() {
    return m_jobs.size() < m_limit && has_token();
}

/// The first job needs none: make has started this process with one.
bool AllJobs::has_token() {
    m_waits_for_token = m_tokens && m_tokens->held() < m_jobs.size() && !m_tokens->try_acquire();
    return !m_waits_for_token;
}

void AllJobs::begin_next() {
    Command command;
    m_has_more = m_commands.pull(m_commands.context, command);
    if (!m_has_more)
        return;
    const std::size_t index = m_results.size();
    m_results.emplace_back(Failure());
    std::optional<Failure> failure = failure_of([&] {
        require_time(m_keywords, command);
        begin(index, command);
    });
    if (failure)
        conclude(index, std::move(*failure));
}

void AllJobs::begin(std::size_t index, const Command& command) {
    try {
        m_jobs.push_back(std::make_unique<Job>(index, command, m_keywords, m_lines));
        m_pauses = {};
    } catch (OSError& error) {
        if (is_shortage(error.code()))
            add_note(error, fmt::format(" (command {} of run_all: {}, while {} others ran)", index + 1, command.repr(),
                                        m_jobs.size()));
        throw;
    }
}

void AllJobs::wait() {
    m_watched.clear();
    std::set<NativeHandle> others; // triggers, which the jobs share, and the ends of starts
    Deadline deadline = Deadline::never();
    for (const auto& job : m_jobs) {
        if (job->is_starting()) {
            others.insert(job->end_of_start());
            continue;
        }
        for (const os::Readiness& awaited : job->awaited())
            m_watched.push_back({awaited});
        others.insert(job->deadline().trigger_handle());
        deadline = earlier(deadline, job->deadline().or_when(nullptr));
    }
    for (const NativeHandle other : others)
        m_watched.push_back({{other}});
    deadline = earlier(deadline, next_look_at_starts());
    const NativeHandle token = m_waits_for_token && m_tokens ? m_tokens->handle() : no_handle;
    if (token != no_handle) {
        m_watched.push_back({{token}});
    } else if (m_waits_for_token) {
        constexpr double pause = 0.01; // seconds
        deadline = earlier(deadline, Deadline::after(pause));
    }
    os::wait_for(m_watched, deadline);
}

/// Nothing tells that a program was executed.
Deadline AllJobs::next_look_at_starts() {
    const auto is_starting = [](const auto& job) { return job->is_starting(); };
    return std::any_of(m_jobs.begin(), m_jobs.end(), is_starting) ? m_pauses.next() : Deadline::never();
}

template <class Visit> void AllJobs::for_each_ready(Visit visit) {
    auto first = m_watched.cbegin();
    for (const auto& job : m_jobs) {
        if (job->is_starting())
            continue;
        const auto last = first + static_cast<std::ptrdiff_t>(job->awaited().size());
        const bool is_ready = std::any_of(first, last, [](const os::Watched& one) { return one.is_ready; });
        first = last;
        if (is_ready || job->deadline().has_passed())
            visit(*job);
    }
}

void AllJobs::step(Job& job) {
    std::optional<Result<CompletedProcess>> result = job.step();
    m_lines.rethrow_error();
    if (result)
        conclude(job.index, std::move(*result));
}

void AllJobs::conclude(std::size_t index, Result<CompletedProcess> result) {
    const Result<CompletedProcess>& done = m_results[index] = std::move(result);
    if (m_on_result != nullptr)
        (*m_on_result)(index, done);
    if (!done && !m_keeps_going)
        done.error().rethrow();
}

void AllJobs::drop_over() {
    m_jobs.erase(std::remove_if(m_jobs.begin(), m_jobs.end(), [](const auto& job) { return job->is_over(); }),
                 m_jobs.end());
}

/// Those that no job needs; the next ones have taken theirs by then.
void AllJobs::return_tokens() {
    while (m_tokens && m_tokens->held() > 0 && m_tokens->held() >= m_jobs.size())
        m_tokens->release();
}

void AllJobs::end_rest() noexcept {
    const os::NotCancellable until_ended;
    attempt([this] { end_in_steps(); });
    m_jobs.clear(); // kills what is left
    m_tokens.reset();
}

/// All at the same time.
void AllJobs::end_in_steps() {
    m_waits_for_token = false;
    for (const auto& job : m_jobs)
        if (!job->is_over())
            job->end();
    for (drop_over(); !m_jobs.empty(); drop_over()) {
        attempt([this] { return_tokens(); });
        wait();
        for_each_ready([](Job& job) { job.step(); });
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
