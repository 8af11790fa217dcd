#include "run_keywords.hpp"

#include <subprocess/keywords.hpp>

#include "call/check_arguments.hpp"
#include "call/terminal.hpp"

namespace subprocess {
inline namespace v1 {
namespace detail {

RunKeywords::RunKeywords(const Keywords& callers) : m_callers(callers), m_in(PIPE), m_out(PIPE), m_err(PIPE) {
    refuse_conflicts(callers);
    const bool has_terminal = terminal_of(callers) != nullptr; // which is captured anyway
    if (callers.given<kw::input>()) {
        require_short_input(callers);
        if (!has_terminal)
            add(kw::stdin_::id, &m_in);
    }
    if (callers.get<kw::capture_output>() && !has_terminal) {
        add(kw::stdout_::id, &m_out);
        add(kw::stderr_::id, &m_err);
    }
    require_pipe_for_idle_timeout(all());
}

} // namespace detail
} // namespace v1
} // namespace subprocess
