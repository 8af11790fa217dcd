// Keywords that a function does not take.
#include "request.hpp"

#include <subprocess/call.hpp>
#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/run.hpp>

#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// The compiler has refused keywords that a function does not take; the fields of an Options are seen only now.
template <class... K> void refuse_others(const Keywords& keywords, Function function, const char* name) {
    const auto refuse = [&](const char* spelling, bool is_refused) {
        if (is_refused)
            throw ValueError(std::string(name) + " takes no " + spelling);
    };
    (refuse(K::spelling, (K::functions & function) == 0 && keywords.given<K>()), ...);
}

template <class... K> void require_no_null_pointer(const Keywords& keywords) {
    const auto require = [](const char* spelling, const auto* value) {
        if (value != nullptr && value->is_null())
            refuse_null_pointer(spelling);
    };
    (require(K::spelling, keywords.find<K>()), ...);
}

void refuse_others_than_decoding(const Keywords& keywords) {
    refuse_others<kw::stdin_, kw::input, kw::stdout_, kw::stderr_, kw::capture_output, kw::shell, kw::cwd, kw::timeout,
                  kw::check, kw::text, kw::universal_newlines, kw::env, kw::bufsize, kw::executable, kw::preexec_fn,
                  kw::close_fds, kw::startupinfo, kw::creationflags, kw::restore_signals, kw::start_new_session,
                  kw::pass_fds, kw::user_, kw::group_, kw::extra_groups, kw::umask_, kw::pipesize, kw::process_group>(
        keywords, fn_getoutput, "getoutput");
}

} // namespace

void check_arguments(const Keywords& keywords, Function function) {
    deadline_of(keywords.get<kw::timeout>());
    require_no_null_pointer<kw::stdin_, kw::input, kw::stdout_, kw::stderr_, kw::cwd, kw::encoding, kw::errors,
                            kw::executable, kw::preexec_fn, kw::user_, kw::group_>(keywords);
    switch (function) {
    case fn_popen:
        return refuse_others<kw::input, kw::capture_output, kw::timeout, kw::check>(keywords, function, "Popen");
    case fn_call:
        return refuse_others<kw::input, kw::capture_output, kw::check>(keywords, function, "call");
    case fn_check_output:
        if (keywords.given<kw::stdout_>())
            throw ValueError("stdout argument not allowed, it will be overridden.");
        if (keywords.given<kw::check>())
            throw ValueError("check argument not allowed, it will be overridden.");
        return refuse_others<kw::capture_output>(keywords, function, "check_output");
    case fn_getoutput:
        return refuse_others_than_decoding(keywords);
    default:
        return;
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
