#include <subprocess/run_all.hpp>

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/values.hpp>

#include "all_jobs.hpp"
#include "call/check_arguments.hpp"
#include "call/stream_settings.hpp"
#include "os/stdio.hpp"
#include "run_keywords.hpp"
#include "streams/child_streams.hpp"

#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

void require_streams_for_many(const Keywords& keywords) {
    if (keywords.given<kw::on_line>() && (keywords.given<kw::stdout_>() || keywords.get<kw::capture_output>()))
        throw ValueError("on_line reads stdout itself: stdout_ and capture_output may not be used");
    for (const Redirection& redirection : redirections_of(keywords))
        if (redirection.kind == Redirection::Kind::served)
            throw ValueError("run_all takes no sinks and no sources, which its children would share; use on_line or "
                             "input");
}

/// They are what each command will have, and a fault in them would be found at each start.
void require_keywords_of_run(const Keywords& keywords) {
    if (keywords.given<kw::on_line>())
        refuse_conflicts(keywords);
    else
        const RunKeywords checked(keywords);
}

void require_jobs(const Keywords& keywords) {
    const arg::Int number = keywords.get<kw::jobs>();
    if (number.given() && number.within(INT64_MIN, 0))
        throw ValueError("jobs must be at least 1");
}

} // namespace

std::vector<Result<CompletedProcess>> run_all(const CommandSource& commands, const Keywords& keywords) {
    check_arguments(keywords, fn_run_all);
    require_jobs(keywords);
    require_streams_for_many(keywords);
    require_keywords_of_run(keywords);
    return AllJobs(commands, keywords).run();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
