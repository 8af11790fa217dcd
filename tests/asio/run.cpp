// async_run: what reaches the handler, and where it is called.
#include "asio.hpp"

#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "async_run tells a callback the result, after it has returned") {
    net::io_context context;
    Done done;
    async_run(context, child("to", 1, "out", "to", 2, "error", "exit", 3), capture_output = true, done.handler());
    CHECK_FALSE(done.called);
    context.run();
    CHECK(done.get().returncode == 3);
    CHECK(done.get().stdout_ == "out");
    CHECK(done.get().stderr_ == "error");
    CHECK(done.get().args == child("to", 1, "out", "to", 2, "error", "exit", 3));
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "async_run takes an executor, and makes futures") {
    net::io_context context;
    auto good = async_run(context.get_executor(), child("to", 1, "out"), stdout_ = PIPE, net::use_future);
    auto bad = async_run(context.get_executor(), child("exit", 3), check = true, net::use_future);
    context.run();
    CHECK(good.get().stdout_ == "out");
    CHECK(thrown<CalledProcessError>([&] { bad.get(); }).returncode == 3);
}

TEST_CASE_METHOD(Census, "async_run throws nothing: an error of the start reaches the handler, later") {
    net::io_context context;
    Done missing, mistaken;
    async_run(context, {folder() / "missing"}, missing.handler());
    async_run(context, child("exit", 0), cwd = std::string("a\0b", 3), mistaken.handler());
    CHECK_FALSE(missing.called);
    context.run();
    CHECK(missing.error_as<FileNotFoundError>().filename == (folder() / "missing").string());
    mistaken.error_as<ValueError>();
}

TEST_CASE_METHOD(Census, "async_run returns before it calls the handler, also in a thread of the context") {
    net::io_context context;
    Done done;
    net::post(context, [&] {
        async_run(context, {folder() / "missing"}, done.handler());
        CHECK_FALSE(done.called);
    });
    context.run();
    CHECK(done.called);
}

TEST_CASE_METHOD(Census, "async_run copies the input, and sends it while it reads") {
    constexpr std::size_t size = 1000 * 1000;
    net::io_context context;
    Done done;
    async_run(context, child("cat"), input = std::string(size, 'x'), capture_output = true, done.handler());
    context.run();
    CHECK(done.get().stdout_ == std::string(size, 'x'));
}

TEST_CASE_METHOD(Census, "async_run ends the child at its timeout, and the error has what was read") {
    net::io_context context;
    const Gate gate;
    Done done;
    async_run(context, child("to", 1, "so far", "until", 0), stdin_ = gate, stdout_ = PIPE, timeout = time_to_start(),
              done.handler());
    context.run();
    CHECK(done.error_as<TimeoutExpired>().stdout_ == "so far");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "50 children run at once on a context with one thread") {
    net::io_context context;
    Gate gate;
    std::vector<Done> done(50);
    for (std::size_t i = 0; i < done.size(); ++i)
        async_run(context, child("until", 0, "to", 1, i, "exit", i), stdin_ = gate, stdout_ = PIPE, done[i].handler());
    net::post(context, [&gate] { gate.open(); });
    context.run();
    for (std::size_t i = 0; i < done.size(); ++i) {
        CHECK(done[i].get().returncode == static_cast<int>(i));
        CHECK(done[i].get().stdout_ == std::to_string(i));
    }
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a context may have several threads") {
    net::io_context context;
    std::vector<Done> done(20);
    for (Done& each : done)
        async_run(context, child("lines", 100), capture_output = true, each.handler());
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&context] { context.run(); });
    for (std::thread& thread : threads)
        thread.join();
    for (const Done& each : done)
        CHECK(each.get().stdout_->size() == each.get().stderr_->size());
}

TEST_CASE_METHOD(Census, "the handler is called by its own executor, which has work until then") {
    net::io_context context, its_own;
    Done done;
    async_run(context, child("exit", 0), net::bind_executor(its_own.get_executor(), done.handler()));
    std::thread thread([&context] { context.run(); });
    its_own.run();
    thread.join();
    CHECK(done.get().returncode == 0);
}

TEST_CASE_METHOD(Census, "a handler and what it owns may be moved only, and is gone after the call") {
    net::io_context context;
    auto owned = std::make_shared<int>(0);
    const std::weak_ptr<int> observed = owned;
    auto unique = std::make_unique<std::shared_ptr<int>>(std::move(owned));
    async_run(context, child("exit", 0),
              [owner = std::move(unique)](std::exception_ptr, const CompletedProcess&) { CHECK(**owner == 0); });
    CHECK_FALSE(observed.expired());
    context.run();
    CHECK(observed.expired());
}

TEST_CASE_METHOD(Census, "a handler with a name is copied") {
    net::io_context context;
    int calls = 0;
    const auto handler = [&calls](std::exception_ptr, const CompletedProcess&) { ++calls; };
    async_run(context, child("exit", 0), handler);
    async_run(context, child("exit", 0), handler);
    context.run();
    CHECK(calls == 2);
}

TEST_CASE_METHOD(Census, "an exception of the handler leaves the context's run") {
    net::io_context context;
    async_run(context, child("exit", 0), [](std::exception_ptr, const CompletedProcess&) { throw 7; });
    CHECK_THROWS_AS(context.run(), int);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a sink is called by the context, and its exception reaches the handler") {
    net::io_context context;
    Done done;
    bool seen = false;
    const auto sink = each_line([&seen](std::string_view) -> bool {
        seen = true;
        throw 7;
    });
    async_run(context, child("to", 1, "line\n", "until", 0), stdin_ = PIPE, stdout_ = sink, done.handler());
    CHECK_FALSE(seen);
    context.run();
    CHECK(seen);
    CHECK_THROWS_AS(done.get(), int);
    CHECK(children() == "");
}
