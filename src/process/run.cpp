// run() and its shortcuts, each a few lines over Popen. In a header they would cost every file that includes it.
#include <subprocess/run.hpp>

#include <subprocess/command.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/none.hpp>
#include <subprocess/output.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/return_code.hpp>
#include <subprocess/subprocess_error.hpp>
#include <subprocess/usage.hpp>
#include <subprocess/values.hpp>

#include "bounds.hpp"
#include "call/check_arguments.hpp"

#include <cstddef>

namespace subprocess {
inline namespace v1 {

namespace detail {

CompletedProcess run(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_run);
    return run_checked(command, keywords);
}

CompletedProcess run_checked(const Args& command, const Keywords& keywords) {
    const arg::Redirect<0> in(PIPE);
    const arg::Redirect<1> out(PIPE);
    const arg::Redirect<2> err(PIPE);
    Slot slots[3];
    std::size_t count = 0;
    refuse_conflicts(keywords);
    if (keywords.given<kw::input>())
        slots[count++] = {kw::stdin_::id, &in};
    if (keywords.get<kw::capture_output>()) {
        slots[count++] = {kw::stdout_::id, &out};
        slots[count++] = {kw::stderr_::id, &err};
    }

    const Keywords all(slots, count, &keywords);
    Bounds bounds(all);
    require_pipe_for_idle_timeout(all);
    bounds.require_not_cancelled(command);
    Popen process = Popen::started(command, all);
    Outputs outputs = process.communicate_or_end(keywords.get<kw::input>(), bounds);
    CompletedProcess completed{std::move(process.args),
                               process.returncode.value(),
                               std::move(outputs.stdout_),
                               std::move(outputs.stderr_),
                               process.leaked,
                               process.left_behind,
                               process.usage,
                               process.tree_usage};
    if (keywords.get<kw::check>() && process.has_failed())
        completed.check_returncode();
    return completed;
}

std::string check_output(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_check_output);
    const arg::Redirect<1> out(PIPE);
    const arg::Flag checked = true;
    const arg::Bytes nothing =
        keywords.find<kw::input>() != nullptr && !keywords.given<kw::input>() ? arg::Bytes("") : arg::Bytes();
    const Slot slots[] = {{kw::stdout_::id, &out}, {kw::check::id, &checked}, {kw::input::id, &nothing}};
    return run_checked(command, Keywords(slots, nothing.given() ? 3 : 2, &keywords)).stdout_;
}

Ended call_to_end(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_call);
    Bounds bounds(keywords);
    bounds.require_not_cancelled(command);
    Popen process = Popen::started(command, keywords);
    const int code = process.wait_or_end(bounds);
    return {code, process.has_failed()};
}

int call(const Args& command, const Keywords& keywords) {
    return call_to_end(command, keywords).returncode;
}

int check_call(const Args& command, const Keywords& keywords) {
    const Ended ended = call_to_end(command, keywords);
    if (ended.has_failed)
        throw CalledProcessError(ended.returncode, command);
    return ended.returncode;
}

std::pair<int, std::string> getstatusoutput(Text command, const Keywords& keywords) {
    check_arguments(keywords, fn_getoutput);
    const arg::Flag yes = true;
    const arg::Redirect<1> out(PIPE);
    const arg::Redirect<2> err(STDOUT);
    const Slot slots[] = {
        {kw::shell::id, &yes}, {kw::text::id, &yes}, {kw::stdout_::id, &out}, {kw::stderr_::id, &err}};
    CompletedProcess completed = run_checked(command, Keywords(slots, 4, &keywords));
    std::string output = std::move(completed.stdout_);
    if (!output.empty() && output.back() == '\n')
        output.pop_back();
    return {completed.returncode, std::move(output)};
}

} // namespace detail
} // namespace v1
} // namespace subprocess
