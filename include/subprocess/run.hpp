/// \file
/// The first argument, the command, is an Args: `{"ls", "-l"}`, a list, one string or one path. Keywords and Options
/// follow it, in any order.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/given.hpp>
#include <subprocess/shape.hpp>

#include <string>
#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

/// The functions behind the templates below. They check what the compiler cannot: the fields of an Options.
CompletedProcess run(const Args& command, const Keywords& keywords);
std::string check_output(const Args& command, const Keywords& keywords);
int call(const Args& command, const Keywords& keywords);
int check_call(const Args& command, const Keywords& keywords);
std::pair<int, std::string> getstatusoutput(Text command, const Keywords& keywords);

} // namespace detail

/// Starts a command, sends it `input`, reads what is captured, and waits for the end. Takes all keywords
/// except those that are only for run_all().
///
/// On a timeout, or any other exception, the child is ended and reaped first, and what was captured until then is in
/// the exception. It is asked by the steps of `grace`, if there are any, and then killed. The timeout is a firm bound:
/// run() returns even if another process still holds the pipes, and after the time of the steps and 2 more seconds even
/// if the child cannot be killed. The timeout covers neither the start itself nor, with `tree`, the ending of what the
/// program has left behind.
/// \return the return code and the captured output
/// \throws TimeoutExpired after ending the child; with `tree`, OSError for a process that may not be ended;
/// CalledProcessError with `check = true`, but not if the child has died of SIGPIPE since a sink had enough; what Popen
/// and Popen::communicate throw
template <class... K> CompletedProcess run(Args command, K&&... arguments) {
    return detail::run(command, detail::Call<detail::fn_run, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Like run() with `stdout_ = PIPE, check = true`. Takes all keywords except `stdout_`, `check` and `capture_output`.
/// With `input = None` the child's stdin is empty instead of inherited, as in Python.
/// \return the output
/// \throws CalledProcessError if the return code is not 0; what run() throws
template <class... K> [[nodiscard]] std::string check_output(Args command, K&&... arguments) {
    return detail::check_output(command,
                                detail::Call<detail::fn_check_output, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a command and captures nothing. Do not give it a PIPE: nothing would read it. Takes the keywords of Popen, and
/// `timeout`.
/// \return the return code
/// \throws TimeoutExpired after ending the child as run() does; what Popen throws
template <class... K> int call(Args command, K&&... arguments) {
    return detail::call(command, detail::Call<detail::fn_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Like call(), for a command that must succeed. It also takes `ok_codes`.
/// \return 0, or one of `ok_codes`, or that of SIGPIPE if a sink had enough
/// \throws CalledProcessError if the command has failed; what call() throws
template <class... K> int check_call(Args command, K&&... arguments) {
    return detail::check_call(command,
                              detail::Call<detail::fn_check_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a string in the shell, in text mode. Takes `encoding` and `errors`. Never use it with text from outside; see
/// docs/security.md.
/// \return the return code, and stdout and stderr together without one final line end
/// \throws what run() throws
template <class... K>
[[nodiscard]] detail::Late<std::pair<int, std::string>, K...> getstatusoutput(detail::Text command, K&&... arguments) {
    return detail::getstatusoutput(command,
                                   detail::Call<detail::fn_getoutput, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Returns only the text of getstatusoutput(), without the return code.
template <class... K> [[nodiscard]] std::string getoutput(detail::Text command, K&&... arguments) {
    return getstatusoutput(command, static_cast<K&&>(arguments)...).second;
}

} // namespace v1
} // namespace subprocess
