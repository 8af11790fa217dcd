#include "job.hpp"

#include <subprocess/keywords.hpp>

#include "running.hpp"

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

bool LineReceiver::receive(std::size_t index, std::string_view line) {
    if (m_error)
        return false;
    try {
        return (*m_function)(index, line);
    } catch (...) {
        m_error = std::current_exception();
        throw;
    }
}

void LineReceiver::rethrow_error() const {
    if (m_error)
        std::rethrow_exception(m_error);
}

std::optional<Failure> Job::finish_start() noexcept {
    std::optional<Failure> failure = failure_of([this] { m_child.finish_start(); });
    m_has_started = true;
    m_is_over = failure.has_value();
    return failure;
}

std::optional<Result<CompletedProcess>> Job::step() noexcept {
    std::optional<Result<CompletedProcess>> result;
    std::optional<Failure> failure = failure_of([&] {
        if (m_child.step())
            result = m_child.result();
    });
    if (failure)
        result = std::move(*failure);
    m_is_over = result.has_value();
    return result;
}

void Job::end() noexcept {
    if (!m_has_started)
        finish_start();
    if (!m_is_over) {
        m_child.cancel();
        step();
    }
}

JobKeywords::JobKeywords(std::size_t index, const Keywords& for_all, LineReceiver& lines)
    : m_keywords(&m_slot, lines.is_wanted() ? 1 : 0, &for_all) {
    if (!lines.is_wanted())
        return;
    m_sink = each_line([index, &lines](std::string_view line) { return lines.receive(index, line); });
    m_stdout = arg::Redirect<1>(*m_sink);
    m_slot = {kw::stdout_::id, &m_stdout};
}

} // namespace detail
} // namespace v1
} // namespace subprocess
