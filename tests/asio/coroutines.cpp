// Coroutines of C++20.
#include "asio.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

using namespace subprocess;
using namespace tests;

namespace {

template <class T> using Task = net::awaitable<T>;

/// Runs the coroutine to its end. \return what it returns
template <class T> T result_of(Task<T> coroutine) {
    net::io_context context;
    std::future<T> result = net::co_spawn(context, std::move(coroutine), net::use_future);
    context.run();
    return result.get();
}

Task<std::string> output_of_two() {
    const auto executor = co_await net::this_coro::executor;
    const CompletedProcess first =
        co_await async_run(executor, child("to", 1, "one"), stdout_ = PIPE, net::use_awaitable);
    Popen second(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    const Outputs outputs = co_await async_communicate(executor, second, input = "two", net::use_awaitable);
    co_return* first.stdout_ + *outputs.stdout_ +
        std::to_string(co_await async_wait(executor, second, net::use_awaitable));
}

Task<CompletedProcess> run_checked(std::vector<std::string> command) {
    co_return co_await async_run(co_await net::this_coro::executor, command, check = true, net::use_awaitable);
}

/// The child is started before anybody waits for it, and the words are gone when somebody does.
Task<int> run_later() {
    const auto executor = co_await net::this_coro::executor;
    auto later = async_run(executor, child("exit", 3), net::use_awaitable);
    co_return(co_await std::move(later)).returncode;
}

Task<void> start_and_forget(const LifeLine& line, const Gate& gate) {
    const Options given = passing({line.native_handle()});
    const auto never_awaited =
        async_run(co_await net::this_coro::executor, child("until", 0), stdin_ = gate, given, net::use_awaitable);
}

Task<bool> is_over_after(Popen& process, std::chrono::milliseconds time) {
    using namespace net::experimental::awaitable_operators;
    const auto executor = co_await net::this_coro::executor;
    net::steady_timer timer(executor, time);
    const auto first =
        co_await(async_wait(executor, process, net::use_awaitable) || timer.async_wait(net::use_awaitable));
    co_return first.index() == 0;
}

} // namespace

TEST_CASE_METHOD(Census, "a coroutine awaits async_run, async_communicate and async_wait") {
    CHECK(result_of(output_of_two()) == "onetwo0");
}

TEST_CASE_METHOD(Census, "a coroutine gets errors as exceptions") {
    CHECK(thrown<CalledProcessError>([] { result_of(run_checked(child("exit", 3))); }).returncode == 3);
    thrown<FileNotFoundError>([this] { result_of(run_checked({(folder() / "missing").string()})); });
}

TEST_CASE_METHOD(Census, "a coroutine may begin a child, and await it later") {
    CHECK(result_of(run_later()) == 3);
}

TEST_CASE_METHOD(Census, "a child that no coroutine awaits is ended") {
    const Gate gate;
    LifeLine line;
    net::io_context context;
    net::co_spawn(context, start_and_forget(line, gate), net::detached);
    context.run();
    line.given();
    line.await_end();
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a coroutine waits for a child or for a timer") {
    Gate gate;
    Popen process(child("until", 0), stdin_ = gate);
    CHECK_FALSE(result_of(is_over_after(process, moment)));
    gate.open();
    CHECK(result_of(is_over_after(process, std::chrono::hours(1))));
}

TEST_CASE_METHOD(Census, "a context that is destroyed ends the child that its coroutine awaits") {
    std::optional<net::io_context> context(std::in_place);
    const Gate gate;
    LifeLine line;
    net::co_spawn(
        *context,
        [&]() -> Task<void> {
            const Options given = passing({line.native_handle()});
            Popen process(child("until", 0), stdin_ = gate, stdout_ = PIPE, tree = true, given);
            co_await async_communicate(co_await net::this_coro::executor, process, net::use_awaitable);
        },
        net::use_future);
    context->poll();
    line.given();
    context.reset();
    line.await_end();
    CHECK(children() == "");
}
