/// \file
/// The spelling `timeout = 5s`, and all the metaprogramming behind it.
///
/// A call makes an array of {keyword, address of its value} on the stack and hands it to one function that is not a
/// template. The array and everything in it live until the call ends.
#pragma once

#include <subprocess/options.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

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

/// One type per keyword: its value, its number, the functions that take it, and its field in Options.
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

struct Slot {
    unsigned id;
    const void* value;
};

/// The keywords of one call; the last setting of a keyword wins. A wrapper puts its own in front of its caller's.
class Keywords {
public:
    Keywords(const Slot* slots, std::size_t count, const Keywords* callers = nullptr)
        : m_slots(slots), m_count(count), m_callers(callers) {}

    /// The value of keyword K, or nullptr when it was not given.
    template <class K> const typename K::type* find() const {
        for (std::size_t i = m_count; i-- > 0;) {
            if (m_slots[i].id == K::id)
                return static_cast<const typename K::type*>(m_slots[i].value);
            if (m_slots[i].id != options_id)
                continue;
            const typename K::type& field = static_cast<const Options*>(m_slots[i].value)->*K::field;
            if (field.given())
                return &field;
        }
        return m_callers != nullptr ? m_callers->find<K>() : nullptr;
    }

    /// The value of keyword K, or `otherwise`.
    template <class K> typename K::type get(typename K::type otherwise) const {
        static_assert(!std::is_same_v<typename K::type, IdList> && !std::is_same_v<typename K::type, Env>,
                      "a copy would lose what the field of an Options shows: use find()");
        const typename K::type* value = find<K>();
        return value != nullptr ? *value : otherwise;
    }
    template <class K> typename K::type get() const { return get<K>(typename K::type()); }

    /// Whether keyword K was given and is not None.
    template <class K> bool given() const {
        const typename K::type* value = find<K>();
        return value != nullptr && value->given();
    }

private:
    const Slot* m_slots;
    std::size_t m_count;
    const Keywords* m_callers;
};

template <class T> using Bare = std::remove_cv_t<std::remove_reference_t<T>>;

template <class T> inline constexpr std::uint64_t bit = 0;
template <class K> inline constexpr std::uint64_t bit<Given<K>> = std::uint64_t{1} << K::id;

template <class... T> inline constexpr bool each_once = (bit<Bare<T>> + ... + 0) == (bit<Bare<T>> | ... | 0);

/// Whether a keyword of `a` and a keyword of `b` are both among T.
template <class... T> constexpr bool both(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t all = (bit<Bare<T>> | ... | std::uint64_t{0});
    return (all & a) != 0 && (all & b) != 0;
}

/// Says why function F does not take keyword K.
template <unsigned F, class K> constexpr void refuse() {
    constexpr bool popen = F == fn_popen;
    constexpr bool output = F == fn_check_output;
    if constexpr (popen && std::is_same_v<K, kw::timeout>)
        static_assert(never<K>, "subprocess: Popen takes no timeout; give it to wait() or communicate()");
    else if constexpr (popen && std::is_same_v<K, kw::input>)
        static_assert(never<K>, "subprocess: Popen takes no input; use stdin_ = PIPE and communicate(input)");
    else if constexpr (popen && std::is_same_v<K, kw::check>)
        static_assert(never<K>, "subprocess: Popen takes no check; use run() or check_call(), or look at returncode");
    else if constexpr (popen && std::is_same_v<K, kw::capture_output>)
        static_assert(never<K>, "subprocess: Popen takes no capture_output; use stdout_ = PIPE, stderr_ = PIPE");
    else if constexpr (output && std::is_same_v<K, kw::stdout_>)
        static_assert(never<K>, "subprocess: check_output takes no stdout_; it always captures it");
    else if constexpr (output && std::is_same_v<K, kw::check>)
        static_assert(never<K>, "subprocess: check_output takes no check; it always checks");
    else if constexpr (output && std::is_same_v<K, kw::capture_output>)
        static_assert(never<K>, "subprocess: check_output takes no capture_output; use stderr_ = PIPE or "
                                "stderr_ = STDOUT");
    else
        static_assert(never<K>, "subprocess: this function does not take this keyword; both are named in the notes "
                                "below");
}

template <class T> inline constexpr bool is_bare_keyword = false;
template <class K> inline constexpr bool is_bare_keyword<Keyword<K>> = true;

/// Says why T is no keyword argument.
template <class T> constexpr void not_a_keyword() {
    static_assert(!is_bare_keyword<T>, "subprocess: a keyword needs a value, as in capture_output = true");
    static_assert(
        is_bare_keyword<T>,
        "subprocess: after the command come keyword arguments, name = value. Words of a command go in braces: "
        "{\"ls\", \"-l\"}. If a variable of yours has the keyword's name, write subprocess::name = value");
}

template <unsigned F, class T> Slot make_slot(T&& argument) {
    using U = Bare<T>;
    if constexpr (bit<U> != 0) {
        if constexpr ((U::keyword::functions & F) == 0)
            refuse<F, typename U::keyword>();
        static_assert(!std::is_lvalue_reference_v<T>,
                      "subprocess: write name = value in the call itself; to keep arguments for later use Options");
        return {U::keyword::id, &argument.value};
    } else if constexpr (std::is_same_v<U, Options>)
        return {options_id, &argument};
    else {
        not_a_keyword<U>();
        return {};
    }
}

/// The checked arguments of a call of function F with the keywords K.
template <unsigned F, class... K> class Call {
public:
    explicit Call(K&&... arguments) : m_slots{make_slot<F>(static_cast<K&&>(arguments))..., Slot{}} {
        constexpr std::uint64_t one = 1;
        static_assert(each_once<K...>, "subprocess: a keyword is given twice in one call");
        static_assert(!both<K...>(one << kw::capture_output::id, one << kw::stdout_::id | one << kw::stderr_::id),
                      "subprocess: capture_output captures stdout and stderr itself; leave out stdout_ and stderr_");
        static_assert(F == fn_communicate || !both<K...>(one << kw::input::id, one << kw::stdin_::id),
                      "subprocess: input goes to the process's stdin itself; leave out stdin_");
    }

    Keywords keywords() const { return {m_slots, sizeof...(K)}; }

private:
    Slot m_slots[sizeof...(K) + 1];
};

} // namespace detail

/// The keywords. `using namespace subprocess::keywords;` takes them alone.
inline namespace keywords {
/// Where the child's stdin comes from. Default: inherited.
inline constexpr detail::Keyword<kw::stdin_> stdin_{};
/// What the child reads from its stdin, which becomes a pipe.
inline constexpr detail::Keyword<kw::input> input{};
/// Where the child's stdout goes. Default: inherited.
inline constexpr detail::Keyword<kw::stdout_> stdout_{};
/// Where the child's stderr goes; STDOUT sends it where stdout goes. Default: inherited.
inline constexpr detail::Keyword<kw::stderr_> stderr_{};
/// true: stdout_ = PIPE and stderr_ = PIPE.
inline constexpr detail::Keyword<kw::capture_output> capture_output{};
/// true: the command is run by the shell. Never with text from outside; see docs/security.md.
inline constexpr detail::Keyword<kw::shell> shell{};
/// The child's working directory.
inline constexpr detail::Keyword<kw::cwd> cwd{};
/// Seconds or a duration after which TimeoutExpired is thrown. Default: never.
inline constexpr detail::Keyword<kw::timeout> timeout{};
/// true: a return code other than 0 is a CalledProcessError.
inline constexpr detail::Keyword<kw::check> check{};
/// The encoding of the child's streams; turns text mode on.
inline constexpr detail::Keyword<kw::encoding> encoding{};
/// What happens to bytes that do not decode: "strict", ...; turns text mode on.
inline constexpr detail::Keyword<kw::errors> errors{};
/// true: text mode. Results are checked UTF-8, and every line end is `\n`.
inline constexpr detail::Keyword<kw::text> text{};
/// Python's older name of `text`.
inline constexpr detail::Keyword<kw::universal_newlines> universal_newlines{};
/// The child's environment, which replaces this process's. Default: inherited.
inline constexpr detail::Keyword<kw::env> env{};
/// Buffer size of the pipes' streams in bytes; 0: unbuffered, 1: by line (text mode), negative: the default.
inline constexpr detail::Keyword<kw::bufsize> bufsize{};
/// The program to run, while the command's first word stays what the program is told as its name.
inline constexpr detail::Keyword<kw::executable> executable{};
/// POSIX: called in the child just before exec. Unsafe when there are threads; see docs/gotchas.md.
inline constexpr detail::Keyword<kw::preexec_fn> preexec_fn{};
/// true, the default: the child gets no descriptors but 0, 1, 2 and pass_fds.
inline constexpr detail::Keyword<kw::close_fds> close_fds{};
/// Windows: a STARTUPINFO.
inline constexpr detail::Keyword<kw::startupinfo> startupinfo{};
/// Windows: CREATE_NEW_CONSOLE and its kin.
inline constexpr detail::Keyword<kw::creationflags> creationflags{};
/// POSIX: true, the default: SIGPIPE and SIGXFSZ are at their default action in the child.
inline constexpr detail::Keyword<kw::restore_signals> restore_signals{};
/// POSIX: true: setsid() in the child.
inline constexpr detail::Keyword<kw::start_new_session> start_new_session{};
/// POSIX: descriptors that stay open in the child, under their numbers.
inline constexpr detail::Keyword<kw::pass_fds> pass_fds{};
/// POSIX: the user, a name or a number, that the child becomes.
inline constexpr detail::Keyword<kw::user_> user_{};
/// POSIX: the group, a name or a number, that the child becomes.
inline constexpr detail::Keyword<kw::group_> group_{};
/// POSIX: the child's supplementary groups, names and numbers.
inline constexpr detail::Keyword<kw::extra_groups> extra_groups{};
/// POSIX: the child's umask; negative: inherited, the default.
inline constexpr detail::Keyword<kw::umask_> umask_{};
/// Linux: the size in bytes of the pipes' buffers in the kernel.
inline constexpr detail::Keyword<kw::pipesize> pipesize{};
/// POSIX: the process group the child moves to; 0: a new one of its own.
inline constexpr detail::Keyword<kw::process_group> process_group{};
} // namespace keywords

} // namespace v1
} // namespace subprocess
