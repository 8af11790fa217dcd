/// \file
/// Starts an Operation for a completion token, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/asio/operation.hpp>
#include <subprocess/call.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

template <class T, class = void> inline constexpr bool is_context = false;
template <class T> inline constexpr bool is_context<T, std::void_t<decltype(std::declval<T&>().get_executor())>> = true;

template <class Context> net::any_io_executor executor_of(Context& context) {
    if constexpr (is_context<Context>)
        return context.get_executor();
    else {
        static_assert(
            std::is_convertible_v<Context, net::any_io_executor>,
            "subprocess: the first argument is an executor or an execution context, such as an io_context. Of "
            "Boost.Asio? Then include it before <subprocess/asio.hpp>, or define SUBPROCESS_BOOST_ASIO as 1; "
            "of standalone Asio: as 0");
        return context;
    }
}

struct Begin {
    template <class Handler, class Task>
    void operator()(Handler&& handler, const net::any_io_executor& executor, std::unique_ptr<Task> task,
                    std::exception_ptr error) const {
        using Begun = Operation<Task, std::decay_t<Handler>>;
        std::make_shared<Begun>(std::forward<Handler>(handler), executor, std::move(task), std::move(error))->begin();
    }
};

template <class Task, class Token>
auto initiate_made(const net::any_io_executor& executor, Token&& token, std::unique_ptr<Task> task,
                   std::exception_ptr error) {
    static_assert(bit<Bare<Token>> == 0 && !std::is_same_v<Bare<Token>, Options>,
                  "subprocess: the last argument is the completion token, such as a callback or use_future");
    using Result = decltype(task->result());
    return net::async_initiate<Token, void(std::exception_ptr, Result)>(Begin{}, token, executor, std::move(task),
                                                                        std::move(error));
}

/// Makes the Task at once, also for a token that begins later: its arguments may be gone by then.
template <class Task, class Subject, class... T, std::size_t... Keyword>
auto initiate_split(const net::any_io_executor& executor, Subject&& subject, std::tuple<T...> arguments,
                    std::index_sequence<Keyword...>) {
    std::unique_ptr<Task> task;
    std::exception_ptr error;
    try {
        task = std::make_unique<Task>(std::forward<Subject>(subject), std::get<Keyword>(std::move(arguments))...);
    } catch (...) {
        error = std::current_exception();
    }
    return initiate_made(executor, std::get<sizeof...(Keyword)>(std::move(arguments)), std::move(task),
                         std::move(error));
}

template <class Task, class Context, class Subject, class... T>
auto initiate(Context& context, Subject&& subject, T&&... keywords_and_token) {
    static_assert(sizeof...(T) > 0,
                  "subprocess: the last argument is the completion token, such as a callback or use_future");
    return initiate_split<Task>(executor_of(context), std::forward<Subject>(subject),
                                std::forward_as_tuple(std::forward<T>(keywords_and_token)...),
                                std::make_index_sequence<sizeof...(T) - 1>());
}

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
