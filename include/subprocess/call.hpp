/// \file
/// The keyword arguments of a call, and the compiler messages for wrong ones.
///
/// A call puts {keyword, address of its value} pairs into an array on the stack and passes it to one function that is
/// not a template. The array and everything in it live until the call ends.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/environment.hpp>
#include <subprocess/given.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/options.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

struct Slot {
    unsigned id;
    const void* value;
};

/// The keywords of one call. The last setting of a keyword wins, and a wrapper's own keywords win over its caller's.
class Keywords {
public:
    Keywords(const Slot* first, std::size_t count, const Keywords* callers = nullptr)
        : m_slots(first), m_count(count), m_callers(callers) {}

    /// The value of keyword K, or nullptr if it was not given.
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
        static_assert(!std::is_same_v<typename K::type, arg::IdList> && !std::is_same_v<typename K::type, Env>,
                      "a copy would slice the field of an Options and lose its data: use find()");
        const typename K::type* value = find<K>();
        return value != nullptr ? *value : otherwise;
    }
    template <class K> typename K::type get() const { return get<K>(typename K::type()); }

    /// True if keyword K was given and is not None.
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

/// True if T contains both a keyword of `a` and a keyword of `b`.
template <class... T> constexpr bool both(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t all = (bit<Bare<T>> | ... | std::uint64_t{0});
    return (all & a) != 0 && (all & b) != 0;
}

/// Explains why function F does not take keyword K.
template <unsigned F, class K> constexpr void refuse() {
    constexpr bool is_popen = F == fn_popen;
    constexpr bool is_check_output = F == fn_check_output;
    if constexpr (is_popen && std::is_same_v<K, kw::timeout>)
        static_assert(never<K>, "subprocess: Popen takes no timeout; give it to wait() or communicate()");
    else if constexpr (is_popen && std::is_same_v<K, kw::cancel>)
        static_assert(never<K>, "subprocess: Popen takes no cancel; give it to wait() or communicate()");
    else if constexpr (is_popen && std::is_same_v<K, kw::idle_timeout>)
        static_assert(never<K>, "subprocess: Popen takes no idle_timeout; give it to communicate()");
    else if constexpr ((F == fn_call || F == fn_check_call || F == fn_wait) && std::is_same_v<K, kw::idle_timeout>)
        static_assert(never<K>,
                      "subprocess: call and wait take no idle_timeout: they read and write nothing; use run() "
                      "or communicate()");
    else if constexpr (is_popen && std::is_same_v<K, kw::input>)
        static_assert(never<K>, "subprocess: Popen takes no input; use stdin_ = PIPE and communicate(input)");
    else if constexpr (is_popen && std::is_same_v<K, kw::check>)
        static_assert(never<K>, "subprocess: Popen takes no check; use run() or check_call(), or look at returncode");
    else if constexpr (is_popen && std::is_same_v<K, kw::capture_output>)
        static_assert(never<K>, "subprocess: Popen takes no capture_output; use stdout_ = PIPE, stderr_ = PIPE");
    else if constexpr (is_check_output && std::is_same_v<K, kw::stdout_>)
        static_assert(never<K>, "subprocess: check_output takes no stdout_; it always captures it");
    else if constexpr (is_check_output && std::is_same_v<K, kw::check>)
        static_assert(never<K>, "subprocess: check_output takes no check; it always checks");
    else if constexpr (is_check_output && std::is_same_v<K, kw::capture_output>)
        static_assert(never<K>, "subprocess: check_output takes no capture_output; use stderr_ = PIPE or "
                                "stderr_ = STDOUT");
    else if constexpr (F == fn_call && std::is_same_v<K, kw::ok_codes>)
        static_assert(never<K>, "subprocess: call looks at no return code, so it takes no ok_codes; use check_call()");
    else if constexpr (F == fn_stage)
        static_assert(never<K>, "subprocess: a stage takes keywords about its own program, such as cwd and env, and "
                                "stderr_; this one, which is named in the notes below, goes to run_pipeline()");
    else
        static_assert(never<K>, "subprocess: this function does not take this keyword; both are named in the notes "
                                "below");
}

template <class T> inline constexpr bool is_bare_keyword = false;
template <class K> inline constexpr bool is_bare_keyword<Keyword<K>> = true;

/// Explains why T is not a keyword argument.
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

/// The keyword arguments of a call to function F, checked at compile time.
template <unsigned F, class... K> class Call {
public:
    explicit Call(K&&... arguments) : m_slots{make_slot<F>(static_cast<K&&>(arguments))..., Slot{}} {
        constexpr std::uint64_t one = 1;
        static_assert(each_once<K...>, "subprocess: a keyword is given twice in one call");
        static_assert(!both<K...>(one << kw::capture_output::id, one << kw::stdout_::id | one << kw::stderr_::id),
                      "subprocess: capture_output captures stdout and stderr itself; leave out stdout_ and stderr_");
        static_assert(!both<K...>(one << kw::on_line::id, one << kw::stdout_::id | one << kw::capture_output::id),
                      "subprocess: on_line reads stdout itself; leave out stdout_ and capture_output");
        static_assert(F == fn_communicate || !both<K...>(one << kw::input::id, one << kw::stdin_::id),
                      "subprocess: input goes to the process's stdin itself; leave out stdin_");
    }

    Keywords keywords() const { return {m_slots, sizeof...(K)}; }

private:
    Slot m_slots[sizeof...(K) + 1];
};

} // namespace detail
} // namespace v1
} // namespace subprocess
