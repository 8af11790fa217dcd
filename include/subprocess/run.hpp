/// \file
/// run and its shortcuts: each a few lines over Popen.
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

inline CompletedProcess run(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_run);
    const Redirect<0> in(PIPE);
    const Redirect<1> out(PIPE);
    const Redirect<2> err(PIPE);
    Slot slots[3];
    std::size_t count = 0;
    if (keywords.given<kw::input>()) {
        if (keywords.given<kw::stdin_>())
            throw ValueError("stdin and input arguments may not both be used.");
        slots[count++] = {kw::stdin_::id, &in};
    }
    if (keywords.get<kw::capture_output>()) {
        if (keywords.given<kw::stdout_>() || keywords.given<kw::stderr_>())
            throw ValueError("stdout and stderr arguments may not be used with capture_output.");
        slots[count++] = {kw::stdout_::id, &out};
        slots[count++] = {kw::stderr_::id, &err};
    }

    Popen process = Popen::started(command, Keywords(slots, count, &keywords));
    Outputs outputs;
    try {
        outputs = process.communicate(keywords.get<kw::input>(), keywords.get<kw::timeout>());
    } catch (TimeoutExpired& late) {
        Outputs partial = process.kill_and_collect();
        late.stdout_ = std::move(partial.stdout_);
        late.stderr_ = std::move(partial.stderr_);
        throw;
    } catch (...) {
        process.kill_and_collect();
        throw;
    }
    CompletedProcess completed{std::move(process.args), process.returncode.value(), std::move(outputs.stdout_),
                               std::move(outputs.stderr_)};
    if (keywords.get<kw::check>())
        completed.check_returncode();
    return completed;
}

inline std::string check_output(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_check_output);
    const Redirect<1> out(PIPE);
    const Flag checked = true;
    const Bytes nothing = keywords.find<kw::input>() != nullptr && !keywords.given<kw::input>() ? Bytes("") : Bytes();
    const Slot slots[] = {{kw::stdout_::id, &out}, {kw::check::id, &checked}, {kw::input::id, &nothing}};
    return run(command, Keywords(slots, nothing.given() ? 3 : 2, &keywords)).stdout_;
}

inline int call(const Args& command, const Keywords& keywords) {
    check_arguments(keywords, fn_call);
    Popen process = Popen::started(command, keywords);
    try {
        return process.wait(keywords.get<kw::timeout>());
    } catch (...) {
        process.kill_and_collect();
        throw;
    }
}

inline int check_call(const Args& command, const Keywords& keywords) {
    const int returncode = call(command, keywords);
    if (returncode != 0)
        throw CalledProcessError(returncode, command);
    return returncode;
}

inline std::pair<int, std::string> getstatusoutput(std::string_view command, const Keywords& keywords) {
    check_arguments(keywords, fn_getoutput);
    const Flag yes = true;
    const Redirect<1> out(PIPE);
    const Redirect<2> err(STDOUT);
    const Slot slots[] = {
        {kw::shell::id, &yes}, {kw::text::id, &yes}, {kw::stdout_::id, &out}, {kw::stderr_::id, &err}};
    CompletedProcess completed = run(command, Keywords(slots, 4, &keywords));
    std::string output = std::move(completed.stdout_);
    if (!output.empty() && output.back() == '\n')
        output.pop_back();
    return {completed.returncode, std::move(output)};
}

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
