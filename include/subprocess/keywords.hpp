/// \file
/// Write keywords as `name = value` in the call itself, in any order. A wrong name, a wrong type, a keyword given
/// twice, and a keyword that the function does not take do not compile. `None` or std::nullopt leaves a keyword at its
/// default. *All* means the functions that start a child: run(), Popen, check_output(), call() and check_call().
/// getoutput() takes what getstatusoutput() takes.
///
/// The child applies them in this order: redirections, `cwd`, `umask_`, `restore_signals`, `start_new_session`,
/// `process_group`, `extra_groups`, `group_`, `user_`, `preexec_fn`, `close_fds`, exec. Keywords for one system are
/// marked; elsewhere they are ignored or throw ValueError, as in Python.
///
/// **Text mode** is on if `text` or `universal_newlines` is true, or if `encoding` or `errors` is given. Results are
/// then UTF-8, `\r\n` and `\r` in the child's output become `\n`, and Reader::read() counts characters. See
/// docs/text.md.
#pragma once

#include <subprocess/environment.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/options.hpp>
#include <subprocess/preexec.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/values.hpp>
#include <subprocess/windows.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The functions that take keywords, as bits.
enum Function : unsigned {
    fn_run = 1,
    fn_popen = 2,
    fn_check_output = 4,
    fn_call = 8,
    fn_wait = 16,
    fn_communicate = 32,
    fn_getoutput = 64,
};
inline constexpr unsigned starts = fn_run | fn_popen | fn_check_output | fn_call;
inline constexpr unsigned options_id = 0;

} // namespace detail

/// One type per keyword, with its value type, its number, the functions that take it, and its field in Options. You see
/// them in compiler messages; no program needs them.
namespace kw {
#define SUBPROCESS_KEYWORD(name, number, value_type, taken_by)                                                         \
    struct name {                                                                                                      \
        using type = value_type;                                                                                       \
        static constexpr unsigned id = number;                                                                         \
        static constexpr unsigned functions = taken_by;                                                                \
        static constexpr const char* spelling = #name;                                                                 \
        static constexpr auto field = &Options::name;                                                                  \
    }
SUBPROCESS_KEYWORD(stdin_, 1, Redirect<0>, detail::starts);
SUBPROCESS_KEYWORD(input, 2, Bytes, detail::fn_run | detail::fn_check_output | detail::fn_communicate);
SUBPROCESS_KEYWORD(stdout_, 3, Redirect<1>, detail::starts & ~unsigned{detail::fn_check_output});
SUBPROCESS_KEYWORD(stderr_, 4, Redirect<2>, detail::starts);
SUBPROCESS_KEYWORD(capture_output, 5, Flag, detail::fn_run);
SUBPROCESS_KEYWORD(shell, 6, Flag, detail::starts);
SUBPROCESS_KEYWORD(cwd, 7, PathArg, detail::starts);
SUBPROCESS_KEYWORD(timeout, 8, Timeout,
                   (detail::starts & ~unsigned{detail::fn_popen}) | detail::fn_wait | detail::fn_communicate);
SUBPROCESS_KEYWORD(check, 9, Flag, detail::fn_run);
SUBPROCESS_KEYWORD(encoding, 10, PathArg, detail::starts | detail::fn_getoutput);
SUBPROCESS_KEYWORD(errors, 11, PathArg, detail::starts | detail::fn_getoutput);
SUBPROCESS_KEYWORD(text, 12, Flag, detail::starts);
SUBPROCESS_KEYWORD(universal_newlines, 13, Flag, detail::starts);
SUBPROCESS_KEYWORD(env, 14, detail::Env, detail::starts);
SUBPROCESS_KEYWORD(bufsize, 15, Int, detail::starts);
SUBPROCESS_KEYWORD(executable, 16, PathArg, detail::starts);
SUBPROCESS_KEYWORD(preexec_fn, 17, Hook, detail::starts);
SUBPROCESS_KEYWORD(close_fds, 18, Flag, detail::starts);
SUBPROCESS_KEYWORD(startupinfo, 19, detail::StartupInfoArg, detail::starts);
SUBPROCESS_KEYWORD(creationflags, 20, Int, detail::starts);
SUBPROCESS_KEYWORD(restore_signals, 21, Flag, detail::starts);
SUBPROCESS_KEYWORD(start_new_session, 22, Flag, detail::starts);
SUBPROCESS_KEYWORD(pass_fds, 23, IntList, detail::starts);
SUBPROCESS_KEYWORD(user_, 24, Id, detail::starts);
SUBPROCESS_KEYWORD(group_, 25, Id, detail::starts);
SUBPROCESS_KEYWORD(extra_groups, 26, IdList, detail::starts);
SUBPROCESS_KEYWORD(umask_, 27, StrictInt, detail::starts);
SUBPROCESS_KEYWORD(pipesize, 28, Int, detail::starts);
SUBPROCESS_KEYWORD(process_group, 29, StrictInt, detail::starts);
#undef SUBPROCESS_KEYWORD
} // namespace kw

namespace detail {

/// The result of `name = value`.
template <class K> struct Given {
    using keyword = K;
    typename K::type value;
};

template <class K> struct Keyword {
    // const, so that `env = {}` cannot assign a Keyword.
    constexpr Given<K> operator=(typename K::type value) const { // NOLINT(misc-unconventional-assign-operator)
        return {static_cast<typename K::type&&>(value)};
    }
};

} // namespace detail

#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
/// `using namespace subprocess::keywords;` brings in the keywords only, without `run`, `open` and the other functions.
inline namespace keywords {
/// Where the child's stdin comes from. Default: inherited.
inline constexpr detail::Keyword<kw::stdin_> stdin_{};
/// What the child reads from its stdin, which becomes a pipe. Excludes `stdin_`. Default: nothing is sent.
inline constexpr detail::Keyword<kw::input> input{};
/// Where the child's stdout goes. Default: inherited.
inline constexpr detail::Keyword<kw::stdout_> stdout_{};
/// Where the child's stderr goes; STDOUT sends it where stdout goes. Default: inherited.
inline constexpr detail::Keyword<kw::stderr_> stderr_{};
/// true: sets `stdout_ = PIPE` and `stderr_ = PIPE`, and so excludes both. Default: false.
inline constexpr detail::Keyword<kw::capture_output> capture_output{};
/// true: the shell runs the command, `/bin/sh -c` or `cmd /c`. Never use it with text from outside; see
/// docs/security.md. Default: false.
inline constexpr detail::Keyword<kw::shell> shell{};
/// The child's working directory. Default: inherited.
inline constexpr detail::Keyword<kw::cwd> cwd{};
/// A duration, or a number of seconds, after which TimeoutExpired is thrown. 0 or less: checks once. NaN: ValueError.
/// Default: no limit.
inline constexpr detail::Keyword<kw::timeout> timeout{};
/// true: a return code other than 0 throws CalledProcessError. Default: false.
inline constexpr detail::Keyword<kw::check> check{};
/// The encoding of the child's streams: a name that Python accepts (docs/text.md), or `locale`. Turns on text mode. An
/// unknown name throws LookupError.
inline constexpr detail::Keyword<kw::encoding> encoding{};
/// What to do with bytes or characters that cannot be decoded or encoded: `strict`, `ignore`, `replace`,
/// `backslashreplace`, `surrogateescape`, ... Turns on text mode.
inline constexpr detail::Keyword<kw::errors> errors{};
/// true: text mode. Default: false, and strings are bytes.
inline constexpr detail::Keyword<kw::text> text{};
/// Python's older name for `text`. SubprocessError if both are given and differ.
inline constexpr detail::Keyword<kw::universal_newlines> universal_newlines{};
/// The child's environment, which replaces this process's unless it begins with os_environ. Default: inherited.
inline constexpr detail::Keyword<kw::env> env{};
/// The buffer size, in bytes, of stdin_, stdout_ and stderr_ of Popen. 0: unbuffered; 1: line-buffered (text mode);
/// negative (the default): 8192 bytes.
inline constexpr detail::Keyword<kw::bufsize> bufsize{};
/// The program to run instead of the command's first word, which the program still gets as its name. With `shell`: the
/// shell to use.
inline constexpr detail::Keyword<kw::executable> executable{};
/// POSIX: called in the child just before exec. Unsafe if the process has threads; see docs/gotchas.md. If it throws,
/// the start fails with SubprocessError, and the exception itself is lost.
inline constexpr detail::Keyword<kw::preexec_fn> preexec_fn{};
/// true (the default): the child gets no descriptors except 0, 1, 2 and `pass_fds`.
inline constexpr detail::Keyword<kw::close_fds> close_fds{};
/// Windows: settings for the new process's windows, and the handles that it inherits.
inline constexpr detail::Keyword<kw::startupinfo> startupinfo{};
/// Windows: an OR of `CREATE_NEW_CONSOLE` and similar flags. Default: 0.
inline constexpr detail::Keyword<kw::creationflags> creationflags{};
/// POSIX: if true (the default), SIGPIPE and SIGXFSZ have their default action in the child, and no signal is blocked.
/// If false, the child inherits both from the thread that starts it.
inline constexpr detail::Keyword<kw::restore_signals> restore_signals{};
/// POSIX: if true, the child calls setsid() and leaves our terminal and process group. Default: false.
inline constexpr detail::Keyword<kw::start_new_session> start_new_session{};
/// POSIX: descriptors that stay open in the child, under the same numbers. Default: none.
inline constexpr detail::Keyword<kw::pass_fds> pass_fds{};
/// POSIX: the user, by name or number, that the child becomes. It does not change the groups. Default: ours.
inline constexpr detail::Keyword<kw::user_> user_{};
/// POSIX: the child's group, by name or number. Default: ours.
inline constexpr detail::Keyword<kw::group_> group_{};
/// POSIX: the child's supplementary groups, by name or number; `{}` leaves it none. Default: ours.
inline constexpr detail::Keyword<kw::extra_groups> extra_groups{};
/// POSIX: the child's umask. Negative (the default) inherits ours.
inline constexpr detail::Keyword<kw::umask_> umask_{};
/// Linux: the size, in bytes, of the pipes' kernel buffers. The kernel may round it up or refuse it. Default: the
/// kernel's own.
inline constexpr detail::Keyword<kw::pipesize> pipesize{};
/// POSIX: the process group that the child joins; 0 creates a new one. Default: ours.
inline constexpr detail::Keyword<kw::process_group> process_group{};
} // namespace keywords
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

} // namespace v1
} // namespace subprocess
