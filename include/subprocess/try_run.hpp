/// \file
/// The functions of run.hpp without exceptions: they take the same arguments, and what the others throw is in the
/// Result. See docs/no_exceptions.md.
///
/// No exception leaves them. The arguments are made before they are called: the command is only a view, but a value
/// that is a copy, such as a list of limits or a sink, may throw std::bad_alloc there. What code of yours throws, such
/// as a sink, is in the Result, with the kind `callback`. A pthread_cancel() of the thread waits until they return.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/given.hpp>
#include <subprocess/result.hpp>
#include <subprocess/shape.hpp>

#include <string>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {

Result<CompletedProcess> try_run(const Args& command, const Keywords& keywords) noexcept;
Result<std::string> try_check_output(const Args& command, const Keywords& keywords) noexcept;
Result<int> try_call(const Args& command, const Keywords& keywords) noexcept;
Result<int> try_check_call(const Args& command, const Keywords& keywords) noexcept;

} // namespace detail

/// As run().
/// \return what run() returns, or why it cannot
template <class... K> detail::Late<Result<CompletedProcess>, K...> try_run(Args command, K&&... arguments) noexcept {
    return detail::try_run(command, detail::Call<detail::fn_run, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// As check_output().
/// \return the output, or why there is none
template <class... K>
detail::Late<Result<std::string>, K...> try_check_output(Args command, K&&... arguments) noexcept {
    return detail::try_check_output(
        command, detail::Call<detail::fn_check_output, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// As call().
/// \return the return code, or why there is none
template <class... K> detail::Late<Result<int>, K...> try_call(Args command, K&&... arguments) noexcept {
    return detail::try_call(command, detail::Call<detail::fn_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

/// As check_call().
/// \return what check_call() returns, or why it has failed
template <class... K> detail::Late<Result<int>, K...> try_check_call(Args command, K&&... arguments) noexcept {
    return detail::try_check_call(command,
                                  detail::Call<detail::fn_check_call, K...>(static_cast<K&&>(arguments)...).keywords());
}

} // namespace v1
} // namespace subprocess
