#include "check_arguments.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/options.hpp>
#include <subprocess/redirect.hpp>
#include <subprocess/shape.hpp>

#include "ok_codes.hpp"
#include "os/stdio.hpp"
#include "python/timeout.hpp"
#include "stream_settings.hpp"
#include "streams/child_streams.hpp"

#include <string>
#include <type_traits>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

#define SUBPROCESS_TYPE(name, value_type, taken_by) , kw::name
template <class, class... K> struct ListOf {};
using AllKeywords = ListOf<void SUBPROCESS_KEYWORDS(SUBPROCESS_TYPE)>;
#undef SUBPROCESS_TYPE

// Compiles only if Options has as many fields as there are keywords; each keyword names one of them.
#define SUBPROCESS_FIELD(name, value_type, taken_by) , field_##name
[[maybe_unused]] void count_fields(const Options& options) {
    [[maybe_unused]] const auto& [by_name_only SUBPROCESS_KEYWORDS(SUBPROCESS_FIELD)] = options;
}
#undef SUBPROCESS_FIELD

// Each keyword has the object with which programs write it.
#define SUBPROCESS_OBJECT(name, value_type, taken_by)                                                                  \
    static_assert(std::is_same_v<decltype(keywords::name), const Keyword<kw::name>>);
SUBPROCESS_KEYWORDS(SUBPROCESS_OBJECT)
#undef SUBPROCESS_OBJECT

/// The compiler has refused keywords that `function` does not take; the fields of an Options are seen only now.
template <class... K>
void refuse_others(const Keywords& keywords, unsigned function, const char* name, ListOf<void, K...>) {
    const auto refuse = [&](const char* spelling, bool is_refused) {
        if (is_refused)
            throw ValueError(std::string(name) + " takes no " + spelling);
    };
    (refuse(K::spelling, (K::functions & function) == 0 && keywords.given<K>()), ...);
}

template <class T, class = void> inline constexpr bool can_be_null = false;
template <class T>
inline constexpr bool can_be_null<T, std::void_t<decltype(std::declval<const T&>().is_null())>> = true;

template <class K> void require_no_null_pointer(const Keywords& keywords) {
    if constexpr (can_be_null<typename K::type>)
        if (const auto* value = keywords.find<K>(); value != nullptr && value->is_null())
            refuse_null_pointer(K::spelling);
}

template <class... K> void require_no_null_pointers(const Keywords& keywords, ListOf<void, K...>) {
    (require_no_null_pointer<K>(keywords), ...);
}

void refuse_circle(const Keywords& keywords) {
    if (keywords.get<kw::stdout_>().kind == Redirection::Kind::to_stderr &&
        keywords.get<kw::stderr_>().kind == Redirection::Kind::to_stdout)
        throw ValueError("stdout_ = STDERR and stderr_ = STDOUT may not both be used: each would go where the other "
                         "goes");
}

/// Python words these two differently from the rest.
void refuse_what_check_output_sets(const Keywords& keywords) {
    if (keywords.given<kw::stdout_>())
        throw ValueError("stdout argument not allowed, it will be overridden.");
    if (keywords.given<kw::check>())
        throw ValueError("check argument not allowed, it will be overridden.");
}

const char* name_of(Function function) {
    switch (function) {
    case fn_popen:
        return "Popen";
    case fn_call:
        return "call";
    case fn_check_call:
        return "check_call";
    case fn_check_output:
        return "check_output";
    case fn_getoutput:
        return "getoutput";
    case fn_pipeline:
        return "run_pipeline";
    case fn_stage:
        return "stage";
    case fn_run_all:
        return "run_all";
    default:
        return "run";
    }
}

} // namespace

void check_arguments(const Keywords& keywords, Function function) {
    require_number(keywords.get<kw::timeout>());
    require_no_null_pointers(keywords, AllKeywords());
    check_ok_codes(keywords);
    refuse_circle(keywords);
    if (function == fn_check_output)
        refuse_what_check_output_sets(keywords);
    refuse_others(keywords, function, name_of(function), AllKeywords());
}

void refuse_conflicts(const Keywords& keywords) {
    if (keywords.given<kw::input>() && keywords.given<kw::stdin_>())
        throw ValueError("stdin and input arguments may not both be used.");
    if (keywords.get<kw::capture_output>() && (keywords.given<kw::stdout_>() || keywords.given<kw::stderr_>()))
        throw ValueError("stdout and stderr arguments may not be used with capture_output.");
}

void require_pipe_for_idle_timeout(const Keywords& keywords) {
    if (!keywords.given<kw::idle_timeout>())
        return;
    for (const Redirection& redirection : redirections_of(keywords))
        if (redirection.is_pipe())
            return;
    throw ValueError("idle_timeout needs a captured stream, or input");
}

} // namespace detail
} // namespace v1
} // namespace subprocess
