/// \file
/// Asio: children on an execution context, with completion tokens: callbacks, futures, C++20 coroutines. Not part of
/// subprocess.hpp.
///
/// It is for standalone Asio and for Boost.Asio: for the one that was included before this header, or else for the one
/// that is installed, standalone Asio first. Define SUBPROCESS_BOOST_ASIO as 0 or 1 to choose.
///
/// The first argument is an executor or an execution context, such as an `io_context`, and the last one is the
/// completion token. Nothing is thrown: all errors, also of the start, reach the handler as a std::exception_ptr, so a
/// future or a coroutine throws what the function without `async_` throws. The handler is never called before the
/// function returns. No thread is started.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/args.hpp>
#include <subprocess/asio/initiate.hpp>
#include <subprocess/asio/tasks.hpp>
#include <subprocess/popen.hpp>

#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
inline namespace SUBPROCESS_WITH_ASIO {

/// Waits for the end of a child: `async_wait(context, process, token)`. The handler gets `(std::exception_ptr error,
/// int returncode)`.
///
/// The Popen must stay where it is until then. Sinks and a source are not served; see async_communicate(). When a
/// cancellation slot ends the wait, the error is Cancelled, and the child lives on.
template <class Context, class Token> auto async_wait(Context&& context, Popen& process, Token&& token) {
    return detail::initiate<detail::WaitTask>(context, process, std::forward<Token>(token));
}

/// Popen::communicate() with its keywords: `async_communicate(context, process, input = text, token)`. The handler gets
/// `(std::exception_ptr error, Outputs outputs)`.
///
/// The Popen must stay where it is until then; the input is copied. Sinks and sources are called by the threads that
/// run the context. When a cancellation slot ends it, the error is Cancelled with what was read, the child lives on,
/// and communicate() may be called again.
template <class Context, class... T>
auto async_communicate(Context&& context, Popen& process, T&&... keywords_and_token) {
    return detail::initiate<detail::CommunicateTask>(context, process, std::forward<T>(keywords_and_token)...);
}

/// run() with its keywords: `async_run(context, {"make", "-j"}, timeout = 60s, token)`. The handler gets
/// `(std::exception_ptr error, CompletedProcess done)`.
///
/// The child is started before the function returns, also with a token that waits to be asked, such as `use_awaitable`.
/// The input, sinks and sources are copied or moved in, as by Popen; the threads that run the context call them. When a
/// cancellation slot ends it, the child is ended by the steps of `grace`, and the error is Cancelled with what was
/// read; a second signal kills it at once. When the context is destroyed, or the operation without having been awaited,
/// the child is killed.
template <class Context, class... T> auto async_run(Context&& context, Args command, T&&... keywords_and_token) {
    return detail::initiate<detail::RunTask>(context, std::move(command), std::forward<T>(keywords_and_token)...);
}

} // namespace SUBPROCESS_WITH_ASIO
} // namespace v1
} // namespace subprocess
