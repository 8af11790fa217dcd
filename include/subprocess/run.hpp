/// \file
/// The first argument, the command, is an Args: `{"ls", "-l"}`, a list, one string or one path. After it come keywords,
/// and Options, in any order.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/keywords.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Before anything is started.
/// \throws ValueError for a timeout that is NaN, and for a field of an Options that `function` does not take
void check_arguments(const Keywords& keywords, Function function);

/// The functions behind the templates below.
CompletedProcess run(const Args& command, const Keywords& keywords);
std::string check_output(const Args& command, const Keywords& keywords);
int call(const Args& command, const Keywords& keywords);
int check_call(const Args& command, const Keywords& keywords);
std::pair<int, std::string> getstatusoutput(Text command, const Keywords& keywords);

} // namespace detail

/// Starts a command, sends it `input`, reads what is captured, and waits for the end. Takes all keywords.
///
/// On a timeout, or any other exception, the child is killed and reaped first, and what was captured until then is in
/// the exception. The timeout is a bound: run() comes back even if another process still holds the pipes, and after 2
/// more seconds even if the child cannot be ended. The start itself is not covered by it.
/// \return the return code, and what was captured
/// \throws TimeoutExpired after killing the child; CalledProcessError with `check = true`; what Popen and
/// Popen::communicate throw
template <class... K> CompletedProcess run(Args command, K&&... arguments) {
    return detail::run(command, detail::Call<detail::fn_run, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// As run() with `stdout_ = PIPE, check = true`. Takes all keywords but `stdout_`, `check` and `capture_output`. With
/// `input = None` the child's stdin is empty, as in Python, and not inherited.
/// \return its output
/// \throws CalledProcessError when it returns something else than 0; what run() throws
template <class... K> [[nodiscard]] std::string check_output(Args command, K&&... arguments) {
    return detail::check_output(command,
                                detail::Call<detail::fn_check_output, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a command, capturing nothing: do not give it a PIPE, which nobody would read. Takes the keywords of Popen, and
/// `timeout`.
/// \return its return code
/// \throws TimeoutExpired after killing the child; what Popen throws
template <class... K> int call(Args command, K&&... arguments) {
    return detail::call(command, detail::Call<detail::fn_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// As call(), for a command that must succeed.
/// \return 0
/// \throws CalledProcessError when it returns something else; what call() throws
template <class... K> int check_call(Args command, K&&... arguments) {
    return detail::check_call(command, detail::Call<detail::fn_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a string by the shell, in text mode. Takes `encoding` and `errors`. Never with text from outside; see
/// docs/security.md.
/// \return the return code, and stdout and stderr together without one line end at the end
/// \throws what run() throws
template <class... K>
[[nodiscard]] std::pair<int, std::string> getstatusoutput(detail::Text command, K&&... arguments) {
    return detail::getstatusoutput(command,
                                   detail::Call<detail::fn_getoutput, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// The text of getstatusoutput() alone, without the return code.
template <class... K> [[nodiscard]] std::string getoutput(detail::Text command, K&&... arguments) {
    return getstatusoutput(command, static_cast<K&&>(arguments)...).second;
}

/// The command line that Windows's C runtime splits into these arguments again. It is the same function on every
/// system, and no protection against a shell: for that of POSIX there is shlex::quote().
/// \throws nothing but std::bad_alloc
[[nodiscard]] std::string list2cmdline(Args arguments);

} // namespace v1
} // namespace subprocess
