/// \file
/// A keyword is used as `name = value` in the call itself, in any order. A wrong name, a wrong type, a keyword given
/// twice, a keyword that the function does not take: these do not compile. `None`, or std::nullopt, leaves any of them
/// at its default. *All* are the functions that start a child: run(), Popen, check_output(), call() and check_call();
/// getoutput() takes what getstatusoutput() takes.
///
/// In the child the order is: redirections, `cwd`, `umask_`, `restore_signals`, `start_new_session`, `process_group`,
/// `extra_groups`, `group_`, `user_`, `preexec_fn`, `close_fds`, exec. What only one system has is marked; elsewhere it
/// is ignored or a ValueError, as in Python.
///
/// **Text mode** is on if `text` or `universal_newlines` is true, or `encoding` or `errors` is given. Results are UTF-8
/// then, with `\r\n` and `\r` of the child's output made `\n`, and Reader::read() counts characters. See docs/text.md.
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

/// One type per keyword: its value, its number, the functions that take it, and its field in Options. For messages of
/// the compiler; no program needs them.
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

/// What `name = value` makes.
template <class K> struct Given {
    using keyword = K;
    typename K::type value;
};

template <class K> struct Keyword {
    // Const, so that `env = {}` cannot mean the assignment of a Keyword.
    constexpr Given<K> operator=(typename K::type value) const { // NOLINT(misc-unconventional-assign-operator)
        return {static_cast<typename K::type&&>(value)};
    }
};

} // namespace detail

#if defined(__ELF__) // hidden: see none.hpp
#pragma GCC visibility push(hidden)
#endif
/// `using namespace subprocess::keywords;` takes the keywords alone, without `run`, `open` and the other functions.
inline namespace keywords {
/// Where the child's stdin comes from. Default: inherited.
inline constexpr detail::Keyword<kw::stdin_> stdin_{};
/// What the child reads from its stdin, which becomes a pipe. Not with `stdin_`. Default: nothing is sent.
inline constexpr detail::Keyword<kw::input> input{};
/// Where the child's stdout goes. Default: inherited.
inline constexpr detail::Keyword<kw::stdout_> stdout_{};
/// Where the child's stderr goes; STDOUT sends it where stdout goes. Default: inherited.
inline constexpr detail::Keyword<kw::stderr_> stderr_{};
/// true: `stdout_ = PIPE` and `stderr_ = PIPE`, so not with either. Default: false.
inline constexpr detail::Keyword<kw::capture_output> capture_output{};
/// true: the command is run by the shell, `/bin/sh -c` or `cmd /c`. Never with text from outside; see docs/security.md.
/// Default: false.
inline constexpr detail::Keyword<kw::shell> shell{};
/// The child's working directory. Default: inherited.
inline constexpr detail::Keyword<kw::cwd> cwd{};
/// A duration, or a number of seconds, after which TimeoutExpired is thrown. 0 or less: look once. NaN: ValueError.
/// Default: never.
inline constexpr detail::Keyword<kw::timeout> timeout{};
/// true: a return code other than 0 is a CalledProcessError. Default: false.
inline constexpr detail::Keyword<kw::check> check{};
/// The encoding of the child's streams, by the names that Python takes (docs/text.md), or `locale`; turns text mode on.
/// LookupError for an unknown one.
inline constexpr detail::Keyword<kw::encoding> encoding{};
/// What becomes of what does not decode or encode: `strict`, `ignore`, `replace`, `backslashreplace`,
/// `surrogateescape`, ...; turns text mode on.
inline constexpr detail::Keyword<kw::errors> errors{};
/// true: text mode. Default: false, and strings are bytes.
inline constexpr detail::Keyword<kw::text> text{};
/// Python's older name of `text`; where both are given and differ, SubprocessError.
inline constexpr detail::Keyword<kw::universal_newlines> universal_newlines{};
/// The child's environment, which replaces this process's unless it begins with os_environ. Default: inherited.
inline constexpr detail::Keyword<kw::env> env{};
/// Bytes of the buffers of stdin_, stdout_ and stderr_ of Popen; 0: none, 1: by line (text mode), negative, the
/// default: 8192 bytes.
inline constexpr detail::Keyword<kw::bufsize> bufsize{};
/// The program to run, while the command's first word stays what the program is told as its name. With `shell`: the
/// shell.
inline constexpr detail::Keyword<kw::executable> executable{};
/// POSIX: called in the child just before exec. Unsafe when there are threads; see docs/gotchas.md. What it throws is
/// lost: SubprocessError.
inline constexpr detail::Keyword<kw::preexec_fn> preexec_fn{};
/// true, the default: the child gets no descriptors but 0, 1, 2 and `pass_fds`.
inline constexpr detail::Keyword<kw::close_fds> close_fds{};
/// Windows: what the new process is told about its windows, and the handles that it inherits.
inline constexpr detail::Keyword<kw::startupinfo> startupinfo{};
/// Windows: an OR of `CREATE_NEW_CONSOLE` and its kin. Default: 0.
inline constexpr detail::Keyword<kw::creationflags> creationflags{};
/// POSIX: true, the default: SIGPIPE and SIGXFSZ are at their default action in the child, and no signal is blocked.
/// False: the child inherits both from the thread that starts it.
inline constexpr detail::Keyword<kw::restore_signals> restore_signals{};
/// POSIX: true: setsid() in the child, which so leaves our terminal and our process group. Default: false.
inline constexpr detail::Keyword<kw::start_new_session> start_new_session{};
/// POSIX: descriptors that stay open in the child, under their numbers. Default: none.
inline constexpr detail::Keyword<kw::pass_fds> pass_fds{};
/// POSIX: the user, a name or a number, that the child becomes. It does not change the groups. Default: ours.
inline constexpr detail::Keyword<kw::user_> user_{};
/// POSIX: the group, a name or a number, that the child gets. Default: ours.
inline constexpr detail::Keyword<kw::group_> group_{};
/// POSIX: the child's supplementary groups, names and numbers; `{}` is none at all. Default: ours.
inline constexpr detail::Keyword<kw::extra_groups> extra_groups{};
/// POSIX: the child's umask; negative: inherited, the default.
inline constexpr detail::Keyword<kw::umask_> umask_{};
/// Linux: the size in bytes of the pipes' buffers in the kernel, which may round it up or refuse it. Default: its own.
inline constexpr detail::Keyword<kw::pipesize> pipesize{};
/// POSIX: the process group the child moves to; 0: a new one of its own. Default: ours.
inline constexpr detail::Keyword<kw::process_group> process_group{};
} // namespace keywords
#if defined(__ELF__)
#pragma GCC visibility pop
#endif

} // namespace v1
} // namespace subprocess
