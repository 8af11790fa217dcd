// async_wait and async_communicate.
#include "asio.hpp"

#include <string>
#include <utility>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "async_wait waits for the end of a child") {
    net::io_context context;
    Gate gate;
    Popen process(child("until", 0, "exit", 3), stdin_ = gate);
    Waited waited;
    async_wait(context, process, waited.handler());
    CHECK(context.poll() == 1);
    CHECK_FALSE(waited.called);
    gate.open();
    context.run();
    CHECK(waited.get() == 3);
    CHECK(process.returncode == 3);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "async_wait tells again how a child has ended") {
    net::io_context context;
    Popen process(child("exit", 3));
    process.wait();
    auto code = async_wait(context, process, net::use_future);
    context.run();
    CHECK(code.get() == 3);
}

TEST_CASE_METHOD(Census, "async_wait of a Popen that was moved from is an error in the handler") {
    net::io_context context;
    Popen process(child("exit", 0));
    const Popen other(std::move(process));
    Waited waited;
    async_wait(context, process, waited.handler());
    context.run();
    waited.error_as<ValueError>();
}

// As when a process that traces the child must see its end first.
TEST_CASE_METHOD(Census, "a wait whose handle was ready without an end goes on by the clock") {
    const Gate gate;
    Popen process(child("until", 0), stdin_ = gate);
    detail::WaitTask waiting(process);
    for (int turn = 0; turn < 3; ++turn) {
        CHECK_FALSE(waiting.step());
        if (process.native_handle() != detail::no_handle) {
            CHECK(waiting.interests().size() == 1);
            CHECK_FALSE(waiting.deadline());
            CHECK_FALSE(waiting.step());
        }
        CHECK(waiting.interests().empty());
        CHECK(waiting.deadline());
    }
    process.kill();
}

TEST_CASE_METHOD(Census, "async_communicate copies the input, and reads the outputs") {
    constexpr std::size_t size = 1000 * 1000;
    net::io_context context;
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    Communicated communicated;
    async_communicate(context, process, input = std::string(size, 'x'), communicated.handler());
    context.run();
    CHECK(communicated.get().stdout_ == std::string(size, 'x'));
    CHECK(communicated.get().stderr_ == None);
    CHECK(process.returncode == 0);
}

TEST_CASE_METHOD(Census, "async_communicate copies the input of an Options") {
    net::io_context context;
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    Communicated communicated;
    {
        Options options;
        options.input = "text";
        async_communicate(context, process, options, communicated.handler());
    }
    context.run();
    CHECK(communicated.get().stdout_ == "text");
}

TEST_CASE_METHOD(Census, "after its timeout async_communicate goes on in the next call") {
    net::io_context context;
    Gate gate;
    Popen process(child("to", 1, "one", "until", 0, "to", 1, "two"), stdin_ = gate, stdout_ = PIPE);
    Communicated first, second;
    async_communicate(context, process, timeout = time_to_start(), first.handler());
    context.run();
    CHECK(first.error_as<TimeoutExpired>().stdout_ == "one");
    CHECK(process.poll() == None);
    gate.open();
    context.restart();
    async_communicate(context, process, second.handler());
    context.run();
    CHECK(second.get().stdout_ == "onetwo");
}
