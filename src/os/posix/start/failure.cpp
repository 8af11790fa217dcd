#include "failure.hpp"

#include "child.hpp"
#include "os/posix/posix.hpp"
#include "os/posix/start/plan.hpp"
#include "os/posix/start/ways.hpp"

#include <subprocess/error.hpp>

#include <signal.h>
#include <sys/wait.h>

#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

void reap_failed(const PreparedChild& child, const Started& started) {
    if (child.report.step == Step::report)
        ::kill(started.pid, SIGKILL);
    retry([&] { return ::waitpid(started.pid, nullptr, 0); });
}

void throw_report(const PreparedChild& child) {
    if (child.report.step == Step::preexec)
        throw SubprocessError("Exception occurred in preexec_fn.");
    if (const std::string limit = child.refused_limit(); !limit.empty())
        throw_errno(child.report.error, detail::KeywordName{limit});
    if (const detail::KeywordName keyword = keyword_of(child.report.step); !keyword.text.empty())
        throw_errno(child.report.error, keyword);
    throw_errno(child.report.error, child.subject_of(child.report.step));
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
