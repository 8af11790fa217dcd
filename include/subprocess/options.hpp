/// \file
/// Options: keyword arguments to keep and pass on, like Python's `**kwargs`.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/callbacks.hpp>
#include <subprocess/cancellation.hpp>
#include <subprocess/cgroup.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/environment.hpp>
#include <subprocess/grace.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/limits.hpp>
#include <subprocess/none.hpp>
#include <subprocess/owned.hpp>
#include <subprocess/pass_fds.hpp>
#include <subprocess/pty.hpp>
#include <subprocess/values.hpp>
#include <subprocess/windows.hpp>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
/// The first field of an aggregate, so that a list of values without names does not initialise it. The compiler's
/// message names this type.
struct WriteFieldNames {
    explicit WriteFieldNames(int) {}
};
} // namespace detail

/// Every keyword of run(), run_all() and Popen as a field, with Python's names, order and defaults. Strings, lists and
/// callables are copied. Descriptors are not, so a temporary file, which closes at the end of the statement, does not
/// compile. A Cancellation is referred to.
///
/// Pass an Options like a keyword: `run(command, options, timeout = 5s)`. If a keyword is set twice, the later setting
/// wins; a field left at its default does not count. In C++20 write `Options{.cwd = "/", .check = true}`. A field that
/// the called function does not take throws ValueError.
struct Options {
    /// \cond not for programs; a base class would do, but makes g++ 12 warn of Options{.cwd = "/"}
    detail::WriteFieldNames _ = detail::WriteFieldNames(0);
    /// \endcond

    /// \name The fields
    /// \{
    /// Each field means the same as the keyword of that name. Timeouts are durations or seconds, sizes are bytes.
    detail::KeptRedirect<0> stdin_ = {};
    detail::Owned<arg::Bytes> input = {};
    detail::KeptRedirect<1> stdout_ = {};
    detail::KeptRedirect<2> stderr_ = {};
    arg::Flag capture_output = {};
    arg::Flag shell = {};
    detail::Owned<arg::Path> cwd = {};
    Timeout timeout = {};
    arg::Flag check = {};
    detail::Owned<arg::Path> encoding = {};
    detail::Owned<arg::Path> errors = {};
    arg::Flag text = {};
    arg::Flag universal_newlines = {};
    detail::OwnedEnv env = None_t(0);
    arg::Int bufsize = {};
    detail::Owned<arg::Path> executable = {};
    detail::OwnedHook preexec_fn = {};
    arg::Flag close_fds = arg::Flag::standard(true);
    detail::StartupInfoArg startupinfo = {};
    arg::Int creationflags = {};
    arg::Flag restore_signals = arg::Flag::standard(true);
    arg::Flag start_new_session = {};
    detail::OwnedFdList pass_fds = {};
    detail::Owned<arg::Id> user_ = {};
    detail::Owned<arg::Id> group_ = {};
    detail::OwnedIdList extra_groups = None_t(0);
    arg::StrictInt umask_ = {};
    arg::Int pipesize = {};
    arg::StrictInt process_group = {};
    arg::Flag tree = {};
    detail::Owned<arg::Cgroup> cgroup = {};
    detail::OwnedGrace grace = {};
    arg::Duration drain = {};
    arg::ResourceLimits rlimits = {};
    arg::Int max_output = {};
    arg::Duration idle_timeout = {};
    detail::OwnedCancel cancel = {};
    arg::Int jobs = {};
    detail::SharedCall<arg::OnResult> on_result = {};
    detail::SharedCall<arg::OnLine> on_line = {};
    arg::Flag keep_going = {};
    arg::Flag jobserver = {};
    arg::Terminal pty = {};
    arg::Flag foreground = {};
    arg::Codes ok_codes = None_t(0);
    /// \}
};

} // namespace v1
} // namespace subprocess
