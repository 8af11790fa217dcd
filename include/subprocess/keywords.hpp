/// \file
/// Write keywords as `name = value` in the call itself, in any order. A wrong name, a wrong type, a keyword given
/// twice, and a keyword that the function does not take do not compile. `None` or std::nullopt leaves a keyword at its
/// default. *All* means the functions that start a child: run(), Popen, check_output(), call(), check_call(),
/// run_pipeline() and run_all(). getoutput() takes what getstatusoutput() takes.
///
/// The child applies them in this order: `pass_fds`, redirections, `cwd`, `umask_`, `restore_signals`,
/// `start_new_session`, `process_group`, `rlimits`, `extra_groups`, `group_`, `user_`, `preexec_fn`, `close_fds`, exec.
/// Keywords for one system are marked; elsewhere they are ignored or throw ValueError, as in Python.
///
/// **Text mode** is on if `text` or `universal_newlines` is true, or if `encoding` or `errors` is given. Results are
/// then UTF-8, `\r\n` and `\r` in the child's output become `\n`, and Reader::read() counts characters. See
/// docs/text.md.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/callbacks.hpp>
#include <subprocess/cancellation.hpp>
#include <subprocess/cgroup.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/environment.hpp>
#include <subprocess/given.hpp>
#include <subprocess/grace.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/limits.hpp>
#include <subprocess/options.hpp>
#include <subprocess/pass_fds.hpp>
#include <subprocess/preexec.hpp>
#include <subprocess/pty.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/values.hpp>
#include <subprocess/windows.hpp>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

// The one list of keywords: X(name, type of the value, functions that take it). All else follows from it, or is checked
// against it when the library is compiled (src/call/check_arguments.cpp, tools/reference.py).
#define SUBPROCESS_KEYWORDS(X)                                                                                         \
    X(stdin_, arg::Redirect<0>, starts)                                                                                \
    X(input, arg::Bytes, fn_run | fn_check_output | fn_communicate | fn_pipeline | fn_run_all)                         \
    X(stdout_, arg::Redirect<1>, starts & ~unsigned{fn_check_output})                                                  \
    X(stderr_, arg::Redirect<2>, programs)                                                                             \
    X(capture_output, arg::Flag, fn_run | fn_pipeline | fn_run_all)                                                    \
    X(shell, arg::Flag, programs)                                                                                      \
    X(cwd, arg::Path, programs)                                                                                        \
    X(timeout, Timeout, (starts & ~unsigned{fn_popen}) | fn_wait | fn_communicate | fn_reader)                         \
    X(check, arg::Flag, fn_run | fn_pipeline | fn_run_all)                                                             \
    X(encoding, arg::Path, starts | fn_getoutput)                                                                      \
    X(errors, arg::Path, starts | fn_getoutput)                                                                        \
    X(text, arg::Flag, starts)                                                                                         \
    X(universal_newlines, arg::Flag, starts)                                                                           \
    X(env, Env, programs)                                                                                              \
    X(bufsize, arg::Int, starts)                                                                                       \
    X(executable, arg::Path, programs)                                                                                 \
    X(preexec_fn, arg::Hook, starts)                                                                                   \
    X(close_fds, arg::Flag, programs)                                                                                  \
    X(startupinfo, StartupInfoArg, programs)                                                                           \
    X(creationflags, arg::Int, programs)                                                                               \
    X(restore_signals, arg::Flag, programs)                                                                            \
    X(start_new_session, arg::Flag, programs)                                                                          \
    X(pass_fds, arg::FdList, programs)                                                                                 \
    X(user_, arg::Id, programs)                                                                                        \
    X(group_, arg::Id, programs)                                                                                       \
    X(extra_groups, arg::IdList, programs)                                                                             \
    X(umask_, arg::StrictInt, programs)                                                                                \
    X(pipesize, arg::Int, starts)                                                                                      \
    X(process_group, arg::StrictInt, programs)                                                                         \
    X(tree, arg::Flag, starts)                                                                                         \
    X(cgroup, arg::Cgroup, programs)                                                                                   \
    X(grace, arg::Grace, starts)                                                                                       \
    X(drain, arg::Duration, starts)                                                                                    \
    X(rlimits, arg::ResourceLimits, programs)                                                                          \
    X(max_output, arg::Int, starts)                                                                                    \
    X(idle_timeout, arg::Duration, fn_run | fn_check_output | fn_communicate | fn_pipeline | fn_run_all)               \
    X(cancel, arg::Cancel, (starts & ~unsigned{fn_popen}) | fn_wait | fn_communicate)                                  \
    X(jobs, arg::Int, fn_run_all)                                                                                      \
    X(on_result, arg::OnResult, fn_run_all)                                                                            \
    X(on_line, arg::OnLine, fn_run_all)                                                                                \
    X(keep_going, arg::Flag, fn_run_all)                                                                               \
    X(jobserver, arg::Flag, fn_run_all)                                                                                \
    X(pty, arg::Terminal, starts & ~unsigned{fn_pipeline | fn_run_all})                                                \
    X(foreground, arg::Flag, starts & ~unsigned{fn_pipeline | fn_run_all})                                             \
    X(ok_codes, arg::Codes, programs & ~unsigned{fn_popen | fn_call})

/// One type per keyword, with its value type, its number, the functions that take it, and its field in Options. They
/// appear in compiler messages.
namespace kw {

enum class Number : unsigned {
    options, // not a keyword, but passed like one
#define SUBPROCESS_NUMBER(name, value_type, taken_by) name,
    SUBPROCESS_KEYWORDS(SUBPROCESS_NUMBER)
#undef SUBPROCESS_NUMBER
        count
};
static_assert(static_cast<unsigned>(Number::count) < 64, "sets of keywords are 64 bits");

#define SUBPROCESS_KEYWORD(name, value_type, taken_by)                                                                 \
    struct name {                                                                                                      \
        using type = value_type;                                                                                       \
        static constexpr auto id = static_cast<unsigned>(Number::name);                                                \
        static constexpr unsigned functions = taken_by;                                                                \
        static constexpr const char* spelling = #name;                                                                 \
        static constexpr auto field = &Options::name;                                                                  \
    };
SUBPROCESS_KEYWORDS(SUBPROCESS_KEYWORD)
#undef SUBPROCESS_KEYWORD

} // namespace kw

inline constexpr auto options_id = static_cast<unsigned>(kw::Number::options);

} // namespace detail

#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
/// `using namespace subprocess::keywords;` brings in the keywords only, without `run`, `open` and the other functions.
inline namespace keywords {
/// Where the child's stdin comes from: a file, a pipe, or a source (docs/streams.md). Default: inherited.
inline constexpr detail::Keyword<detail::kw::stdin_> stdin_{};
/// What the child reads from its stdin, which becomes a pipe. Excludes `stdin_`. Default: nothing is sent.
inline constexpr detail::Keyword<detail::kw::input> input{};
/// Where the child's stdout goes: a file, a pipe, or a sink, such as each_line(f); STDERR sends it where stderr goes.
/// Default: inherited.
inline constexpr detail::Keyword<detail::kw::stdout_> stdout_{};
/// Where the child's stderr goes; STDOUT sends it where stdout goes. Default: inherited.
inline constexpr detail::Keyword<detail::kw::stderr_> stderr_{};
/// true: sets `stdout_ = PIPE` and `stderr_ = PIPE`, and so excludes both. Default: false.
inline constexpr detail::Keyword<detail::kw::capture_output> capture_output{};
/// true: the shell runs the command, `/bin/sh -c` or `cmd /c`. Never use it with text from outside; see
/// docs/security.md. Default: false.
inline constexpr detail::Keyword<detail::kw::shell> shell{};
/// The child's working directory. Default: inherited.
inline constexpr detail::Keyword<detail::kw::cwd> cwd{};
/// A duration, or a number of seconds, after which TimeoutExpired is thrown; or a point in time of
/// std::chrono::steady_clock, which may be the same for several calls. 0 or less: checks once. NaN: ValueError.
/// Default: no limit.
inline constexpr detail::Keyword<detail::kw::timeout> timeout{};
/// true: a return code other than 0 throws CalledProcessError, that of a pipeline PipelineError. Default: false.
inline constexpr detail::Keyword<detail::kw::check> check{};
/// The encoding of the child's streams: a name that Python accepts (docs/text.md), or `locale`. Turns on text mode. An
/// unknown name throws LookupError.
inline constexpr detail::Keyword<detail::kw::encoding> encoding{};
/// What to do with bytes or characters that cannot be decoded or encoded: `strict`, `ignore`, `replace`,
/// `backslashreplace`, `surrogateescape`, ... Turns on text mode.
inline constexpr detail::Keyword<detail::kw::errors> errors{};
/// true: text mode. Default: false, and strings are bytes.
inline constexpr detail::Keyword<detail::kw::text> text{};
/// Python's older name for `text`. SubprocessError if both are given and differ.
inline constexpr detail::Keyword<detail::kw::universal_newlines> universal_newlines{};
/// The child's environment, which replaces this process's unless it begins with os_environ. Default: inherited.
inline constexpr detail::Keyword<detail::kw::env> env{};
/// The buffer size, in bytes, of stdin_, stdout_ and stderr_ of Popen. 0: unbuffered; 1: line-buffered (text mode);
/// negative (the default): 8192 bytes.
inline constexpr detail::Keyword<detail::kw::bufsize> bufsize{};
/// The program to run instead of the command's first word, which the program still gets as its name. With `shell`: the
/// shell to use.
inline constexpr detail::Keyword<detail::kw::executable> executable{};
/// POSIX: called in the child just before exec. Unsafe if the process has threads; see docs/gotchas.md. If it throws,
/// the start fails with SubprocessError, and the exception itself is lost.
inline constexpr detail::Keyword<detail::kw::preexec_fn> preexec_fn{};
/// true (the default): the child gets no descriptors except 0, 1, 2 and `pass_fds`.
inline constexpr detail::Keyword<detail::kw::close_fds> close_fds{};
/// Windows: settings for the new process's windows, and the handles that it inherits.
inline constexpr detail::Keyword<detail::kw::startupinfo> startupinfo{};
/// Windows: an OR of `CREATE_NEW_CONSOLE` and similar flags. Default: 0.
inline constexpr detail::Keyword<detail::kw::creationflags> creationflags{};
/// POSIX: if true (the default), SIGPIPE and SIGXFSZ have their default action in the child, and no signal is blocked.
/// If false, the child inherits both from the thread that starts it.
inline constexpr detail::Keyword<detail::kw::restore_signals> restore_signals{};
/// POSIX: if true, the child calls setsid() and leaves our terminal and process group. Default: false.
inline constexpr detail::Keyword<detail::kw::start_new_session> start_new_session{};
/// POSIX: descriptors that stay open in the child, under the same numbers, or, by fd_as(), under others. Default: none.
inline constexpr detail::Keyword<detail::kw::pass_fds> pass_fds{};
/// POSIX: the user, by name or number, that the child becomes. It does not change the groups. Default: ours.
inline constexpr detail::Keyword<detail::kw::user_> user_{};
/// POSIX: the child's group, by name or number. Default: ours.
inline constexpr detail::Keyword<detail::kw::group_> group_{};
/// POSIX: the child's supplementary groups, by name or number; `{}` leaves it none. Default: ours.
inline constexpr detail::Keyword<detail::kw::extra_groups> extra_groups{};
/// POSIX: the child's umask. Negative (the default) inherits ours.
inline constexpr detail::Keyword<detail::kw::umask_> umask_{};
/// Linux: the size, in bytes, of the pipes' kernel buffers. The kernel may round it up or refuse it. Default: the
/// kernel's own.
inline constexpr detail::Keyword<detail::kw::pipesize> pipesize{};
/// POSIX: the process group that the child joins; 0 creates a new one. Default: ours.
inline constexpr detail::Keyword<detail::kw::process_group> process_group{};
/// true: the child and all processes that it starts, directly or not, are one. Signals go to all of them, and none
/// outlives the call, the Popen or this process; see docs/trees.md. Default: false.
inline constexpr detail::Keyword<detail::kw::tree> tree{};
/// Linux: the control group (cgroup v2) in which the child starts: the path of its folder, or a descriptor of it. With
/// `tree` this is a new subgroup, which ends and is removed with the tree. Default: ours.
inline constexpr detail::Keyword<detail::kw::cgroup> cgroup{};
/// How a child that the library ends, after a timeout, an exception or by stop(), is asked to end before it is killed:
/// a duration or a number of seconds after SIGTERM, or steps, `{{SIGINT, 2s}, {SIGTERM, 5s}}`. A call may then take
/// that much longer than its timeout. Windows can ask a child with CREATE_NEW_PROCESS_GROUP only. Default: it is killed
/// at once.
inline constexpr detail::Keyword<detail::kw::grace> grace{};
/// A duration, or a number of seconds: how long captured streams are read after the program has ended, if another
/// process still holds them. What lies in the pipes then is read in any case, and `leaked` is set. Default: until their
/// end of file.
inline constexpr detail::Keyword<detail::kw::drain> drain{};
/// POSIX: limits on what the child may use, as setrlimit() sets them: `{{RLIMIT_CPU, 2}, {RLIMIT_AS, {soft, hard}}}`. A
/// single number is both limits. One that is refused fails the start, with an OSError that names it. Default: ours.
inline constexpr detail::Keyword<detail::kw::rlimits> rlimits{};
/// How many bytes run(), run_pipeline() and communicate() may read from each stream. When there is one more, reading
/// stops, the child is ended (communicate() leaves it), and OutputLimitExceeded is thrown. `stderr_ = STDOUT` is one
/// stream. Negative, or without a captured stream: ValueError. Default: no limit.
inline constexpr detail::Keyword<detail::kw::max_output> max_output{};
/// A duration, or a number of seconds: TimeoutExpired is thrown, with `idle` set, if for so long no byte was read from
/// the child and none was sent to it. Without a PIPE: ValueError. Default: no limit.
inline constexpr detail::Keyword<detail::kw::idle_timeout> idle_timeout{};
/// A Cancellation or, with `<subprocess/stop_token.hpp>`, a std::stop_token: what ends the call from another thread or
/// from a signal handler. Cancelled is then thrown. If it is cancelled before the start, nothing is started. Default:
/// nothing.
inline constexpr detail::Keyword<detail::kw::cancel> cancel{};
/// How many commands run_all() runs at a time. Less than 1: ValueError. Default: the number of CPUs that this process
/// may use.
inline constexpr detail::Keyword<detail::kw::jobs> jobs{};
/// Called by run_all() when a command is done, with its index and its `Result<CompletedProcess>`; in the order in which
/// they end. What it throws ends all. Default: nothing.
inline constexpr detail::Keyword<detail::kw::on_result> on_result{};
/// Called by run_all() with the index of a command and each line of its stdout, as each_line() does. Excludes `stdout_`
/// and `capture_output`. What it throws ends all. Default: nothing.
inline constexpr detail::Keyword<detail::kw::on_line> on_line{};
/// true: run_all() runs all commands even if some fail. Default: false.
inline constexpr detail::Keyword<detail::kw::keep_going> keep_going{};
/// true: under GNU make, run_all() starts a command beside others only with a token of make's jobserver, so that the
/// whole build has as many jobs as make was told. Without a jobserver `jobs` alone counts. Default: false.
inline constexpr detail::Keyword<detail::kw::jobserver> jobserver{};
/// true, or a Pty: the child gets a terminal of its own, which on POSIX is also its controlling terminal, in a session
/// of its own. It is those of its streams that are not given otherwise, and those that have a sink or a source: stdin_
/// types, stdout_ reads what is shown, and stderr_ is None. See docs/terminals.md, also for Windows. Default: false.
inline constexpr detail::Keyword<detail::kw::pty> pty{};
/// POSIX: true: the child, in a process group of its own, gets our own terminal while it runs, which editors and ssh
/// need with process_group or tree. No effect if we have no terminal or are in the background. Default: false.
inline constexpr detail::Keyword<detail::kw::foreground> foreground{};
/// The return codes that are no failure, `{0, 1}`, for `check` and for check_returncode() of the result; `-N` for
/// signal N. An empty list: ValueError. Default: 0.
inline constexpr detail::Keyword<detail::kw::ok_codes> ok_codes{};
} // namespace keywords
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

} // namespace v1
} // namespace subprocess
