// Children in C++20 coroutines on an io_context.
#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>

#include <subprocess.hpp>
#include <subprocess/asio.hpp>

#include <iostream>

namespace sp = subprocess;
using namespace std::chrono_literals;

namespace {

// [coroutine]
asio::awaitable<void> say_hello() {
    const auto executor = co_await asio::this_coro::executor;
    const sp::Command command{"echo", "hello"};
    const auto done = co_await sp::async_run(executor, command, sp::capture_output = true, asio::use_awaitable);
    std::cout << "echo: " << sp::Command(*done.stdout_).repr() << '\n';
}

/// Errors are exceptions, as without `async_`.
asio::awaitable<void> be_late() {
    const auto executor = co_await asio::this_coro::executor;
    try {
        const sp::Command command{"sleep", "60"};
        co_await sp::async_run(executor, command, sp::timeout = 200ms, asio::use_awaitable);
    } catch (const sp::TimeoutExpired& error) {
        std::cout << "sleep: " << error.what() << '\n';
    }
}
// [/coroutine]

// [or]
/// The slower of the two is cancelled: the child is ended by the steps of its grace.
asio::awaitable<std::string> sort_or_give_up(std::string text) {
    using namespace asio::experimental::awaitable_operators;
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, 10s);
    auto sorting =
        sp::async_run(executor, "sort", sp::input = text, sp::grace = 2s, sp::stdout_ = sp::PIPE, asio::use_awaitable);
    const auto first = co_await(std::move(sorting) || timer.async_wait(asio::use_awaitable));
    co_return first.index() == 0 ? std::string(std::get<0>(first).stdout_) : "";
}
// [/or]

asio::awaitable<void> work() {
    co_await say_hello();
    co_await be_late();
    std::cout << "sort: " << sp::Command(co_await sort_or_give_up("pear\napple\n")).repr() << '\n';
}

} // namespace

int main() {
    asio::io_context context;
    asio::co_spawn(context, work(), asio::detached);
    context.run();
}
