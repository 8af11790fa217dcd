/// \file
/// Options: keyword arguments to keep and pass on, like Python's `**kwargs`.
#pragma once

#include <subprocess/environment.hpp>
#include <subprocess/identity.hpp>
#include <subprocess/none.hpp>
#include <subprocess/owned.hpp>
#include <subprocess/values.hpp>
#include <subprocess/windows.hpp>

namespace subprocess {
inline namespace v1 {
namespace detail {
struct ByNameOnly {
    explicit ByNameOnly(int) {}
};
} // namespace detail

/// Every keyword of run() and Popen as a field, with Python's names, order and defaults. Strings, lists and callables
/// are copied. Descriptors are not, so a temporary file, which closes at the end of the statement, does not compile.
///
/// Pass an Options like a keyword: `run(command, options, timeout = 5s)`. If a keyword is set twice, the later setting
/// wins; a field left at its default does not count. In C++20 write `Options{.cwd = "/", .check = true}`. A field that
/// the called function does not take throws ValueError.
struct Options {
    /// Internal: prevents positional initialisation.
    detail::ByNameOnly write_field_names = detail::ByNameOnly(0);

    /// \name The fields
    /// \{
    /// Each field means the same as the keyword of that name. Timeouts are durations or seconds, sizes are bytes.
    detail::KeptRedirect<0> stdin_ = {};
    detail::Owned<Bytes> input = {};
    detail::KeptRedirect<1> stdout_ = {};
    detail::KeptRedirect<2> stderr_ = {};
    Flag capture_output = {};
    Flag shell = {};
    detail::Owned<PathArg> cwd = {};
    Timeout timeout = {};
    Flag check = {};
    detail::Owned<PathArg> encoding = {};
    detail::Owned<PathArg> errors = {};
    Flag text = {};
    Flag universal_newlines = {};
    detail::OwnedEnv env = None_t(0);
    Int bufsize = {};
    detail::Owned<PathArg> executable = {};
    detail::OwnedHook preexec_fn = {};
    Flag close_fds = Flag::standard(true);
    detail::StartupInfoArg startupinfo = {};
    Int creationflags = {};
    Flag restore_signals = Flag::standard(true);
    Flag start_new_session = {};
    detail::OwnedIntList pass_fds = {};
    detail::Owned<Id> user_ = {};
    detail::Owned<Id> group_ = {};
    detail::OwnedIdList extra_groups = None_t(0);
    StrictInt umask_ = {};
    Int pipesize = {};
    StrictInt process_group = {};
    /// \}
};

} // namespace v1
} // namespace subprocess
