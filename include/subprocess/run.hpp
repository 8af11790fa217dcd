/// \file
/// run and its shortcuts. Each is a template that checks its keywords, over a function that is none.
#pragma once

#include <subprocess/completed_process.hpp>
#include <subprocess/popen.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Before anything is started. \throws ValueError for a timeout that is NaN, and for a field of an Options that
/// `function` does not take
void check_arguments(const Keywords& keywords, Function function);

/// The functions behind the templates below.
CompletedProcess run(const Args& command, const Keywords& keywords);
std::string check_output(const Args& command, const Keywords& keywords);
int call(const Args& command, const Keywords& keywords);
int check_call(const Args& command, const Keywords& keywords);
std::pair<int, std::string> getstatusoutput(std::string_view command, const Keywords& keywords);

} // namespace detail

/// Runs a command and waits for it. Python's subprocess.run().
/// \return the return code, and what was captured
/// \throws TimeoutExpired after killing the child; CalledProcessError with `check = true`; what Popen and
///         Popen::communicate throw
template <class... K> CompletedProcess run(Args command, K&&... arguments) {
    return detail::run(command, detail::Call<detail::fn_run, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a command. \return its output \throws CalledProcessError when it returns something else than 0; what run()
/// throws
template <class... K> [[nodiscard]] std::string check_output(Args command, K&&... arguments) {
    return detail::check_output(command,
                                detail::Call<detail::fn_check_output, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a command, capturing nothing. \return its return code \throws TimeoutExpired after killing the child; what
/// Popen throws
template <class... K> int call(Args command, K&&... arguments) {
    return detail::call(command, detail::Call<detail::fn_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a command, capturing nothing. \return 0 \throws CalledProcessError when it returns something else; what call()
/// throws
template <class... K> int check_call(Args command, K&&... arguments) {
    return detail::check_call(command, detail::Call<detail::fn_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// Runs a shell command. Takes `encoding` and `errors`. \return its return code, and its stdout and stderr together
/// without one trailing newline \throws what run() throws
template <class... K>
[[nodiscard]] std::pair<int, std::string> getstatusoutput(std::string_view command, K&&... arguments) {
    return detail::getstatusoutput(command,
                                   detail::Call<detail::fn_getoutput, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// As getstatusoutput(), without the return code.
template <class... K> [[nodiscard]] std::string getoutput(std::string_view command, K&&... arguments) {
    return getstatusoutput(command, static_cast<K&&>(arguments)...).second;
}

/// The command line that Windows's C runtime splits into these arguments again.
[[nodiscard]] std::string list2cmdline(Args arguments);

} // namespace v1
} // namespace subprocess
