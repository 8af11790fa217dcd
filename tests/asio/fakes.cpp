// async_run with fakes.
#include "asio.hpp"

#include <subprocess/testing.hpp>

#include <chrono>
#include <string>

using namespace subprocess;
using namespace tests;
using namespace std::chrono_literals;

TEST_CASE_METHOD(Census, "async_run runs fakes, and their limits pass at once") {
    FakeProcesses fake;
    fake.on({"cat"}).answers([](std::string_view received) { return std::string(received); });
    fake.on({"slow"}).hangs();
    net::io_context context;
    Done cat, slow;
    async_run(context, {"cat"}, input = "to and fro", capture_output = true, cat.handler());
    async_run(context, {"slow"}, capture_output = true, timeout = 1h, slow.handler());
    context.run();
    CHECK(cat.get().stdout_ == "to and fro");
    CHECK(slow.error_as<TimeoutExpired>().timeout == 3600);
    CHECK(children().empty());
}
