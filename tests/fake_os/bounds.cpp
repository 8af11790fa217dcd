// What ends a call early, and which of several causes is told.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::Calls;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

/// The child writes nothing and does not end until it is killed.
struct Hanging : WithFakeOs {
    Hanging() {
        fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return false; };
        fake_os().on_wait = [](sp::detail::Deadline) {
            return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
        };
    }
};

double seconds_left(const sp::detail::Deadline& deadline) {
    return std::chrono::duration<double>(deadline.remaining()).count();
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "a child that ends in the instant of a cancel is a success") {
    sp::Cancellation source;
    fake_os().on_spawn = [&](const sp::detail::os::Start&) { source.cancel(); };
    CHECK(sp::run({"child"}, sp::cancel = source).returncode == 0);
    CHECK(fake_os().was_called("wait passed"));
    CHECK(fake_os().signals().empty());
}

TEST_CASE_METHOD(WithFakeOs, "a call is cancelled while it moves bytes, and the child is killed") {
    sp::Cancellation source;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > 1) {
            tests::receive(exchange.flows[tests::out_flow], "part");
            CHECK_FALSE(exchange.deadline.is_never());
            CHECK_FALSE(exchange.deadline.has_passed());
            source.cancel();
            CHECK(exchange.deadline.has_passed());
            CHECK(seconds_left(exchange.deadline) == 0);
        }
        return false;
    };
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    try {
        sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::cancel = source);
        FAIL("no Cancelled");
    } catch (const sp::Cancelled& error) {
        CHECK(error.stdout_ == "part");
    }
    CHECK(fake_os().signals() == Calls{"signal 9"});
}

TEST_CASE_METHOD(Hanging, "a second cancel leaves out the steps that are left, and the wait of this one") {
    sp::Cancellation source;
    std::vector<double> waits;
    fake_os().on_spawn = [&](const sp::detail::os::Start&) { source.cancel(); };
    fake_os().on_ask = [&](int) { source.cancel(); };
    fake_os().on_wait = [&](const sp::detail::Deadline& deadline) {
        if (!deadline.is_never())
            waits.push_back(seconds_left(deadline));
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    CHECK_THROWS_AS(sp::call({"child"}, sp::cancel = source, sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}}),
                    sp::Cancelled);
    CHECK(fake_os().signals() == Calls{"ask 2", "signal 9"});
    for (const double seconds : waits)
        CHECK(seconds <= 2);
}

TEST_CASE_METHOD(Hanging, "a timeout stays a timeout if it is cancelled afterwards, which kills at once") {
    sp::Cancellation source;
    fake_os().on_ask = [&](int) { source.cancel(); };
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::cancel = source, sp::grace = {{SIGINT, 1h}, {SIGTERM, 1h}}),
                    sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 2", "signal 9"});
}

TEST_CASE_METHOD(WithFakeOs, "a cancelled call starts nothing and opens nothing") {
    sp::Cancellation source;
    source.cancel();
    CHECK_THROWS_AS(sp::run({"child"}, sp::capture_output = true, sp::cancel = source), sp::Cancelled);
    CHECK_THROWS_AS(sp::call({"child"}, sp::cancel = source), sp::Cancelled);
    CHECK(fake_os().calls.empty());
}

TEST_CASE_METHOD(WithFakeOs, "another process cannot cancel") {
    sp::Cancellation source;
    fake_os().own_process_id = 2;
    source.cancel();
    CHECK_FALSE(source.cancelled());
}

TEST_CASE_METHOD(WithFakeOs, "each byte in either direction starts the idle clock again") {
    std::vector<double> limits;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (exchange.count == 1)
            return false;
        const auto note = [&] { limits.push_back(seconds_left(exchange.deadline)); };
        const auto pass_time = [&] {
            const double before = seconds_left(exchange.deadline);
            while (seconds_left(exchange.deadline) > before - 0.001) {
            }
            note();
        };
        sp::detail::os::Source& input = *exchange.flows[tests::in_flow].source;
        (void)input.next(); // restarts the clock, too
        note();
        pass_time();
        tests::receive(exchange.flows[tests::out_flow], "x");
        note();
        pass_time();
        input.taken(1);
        note();
        pass_time();
        tests::receive(exchange.flows[tests::err_flow], "");
        note();
        return false;
    };
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    CHECK_THROWS_AS(
        sp::run({"child"}, sp::input = "input", sp::capture_output = true, sp::idle_timeout = 100s, sp::timeout = 1h),
        sp::TimeoutExpired);
    REQUIRE(limits.size() == 7);
    CHECK(limits[1] < limits[0]);
    CHECK(limits[2] > limits[1]);
    CHECK(limits[3] < limits[2]);
    CHECK(limits[4] > limits[3]);
    CHECK(limits[6] <= limits[5]); // no byte
}

TEST_CASE_METHOD(WithFakeOs, "the time that a sink or a source takes is not the child's") {
    using Clock = std::chrono::steady_clock;
    Clock::time_point last_call;
    const auto take_time = [&] {
        const auto start = Clock::now();
        while ((last_call = Clock::now()) == start) {
        }
    };
    const auto is_counted_from_last_call = [&](const sp::detail::Deadline& deadline) {
        const auto left = deadline.remaining();
        return Clock::now() + left >= last_call + 100s;
    };
    constexpr int source_flow = 3, sink_flow = 3; // behind the Popen's own
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (sp::detail::os::Source* const source = exchange.flows[source_flow].source; source != nullptr) {
            source->next();
            CHECK(is_counted_from_last_call(exchange.deadline));
            source->taken(1);
            source->next();
        } else if (exchange.count > 1) {
            tests::receive(exchange.flows[sink_flow], "x");
        }
        CHECK(is_counted_from_last_call(exchange.deadline));
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    sp::run({"child"}, sp::stdout_ = sp::each_chunk([&](std::string_view) { take_time(); }), sp::idle_timeout = 100s);
    sp::run(
        {"child"}, sp::stdin_ = [&] { return take_time(), std::string("x"); }, sp::idle_timeout = 100s);
}

TEST_CASE_METHOD(WithFakeOs, "an idle_timeout never lasts beyond the timeout") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > 1) {
            CHECK(seconds_left(exchange.deadline) <= 10);
            tests::receive(exchange.flows[tests::out_flow], "x");
            CHECK(seconds_left(exchange.deadline) <= 10);
        }
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    CHECK(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::idle_timeout = 100s, sp::timeout = 10s).stdout_ == "x");
}

TEST_CASE_METHOD(Hanging, "without these keywords a call has no deadline") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        CHECK(exchange.deadline.is_never());
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    fake_os().on_wait = [](const sp::detail::Deadline& deadline) {
        CHECK(deadline.is_never());
        return std::optional<int>(0);
    };
    CHECK(sp::run({"child"}, sp::capture_output = true).returncode == 0);
}

TEST_CASE_METHOD(Hanging, "once a stream has too much, it is closed, and of the other one its limit is kept") {
    bool is_first = true;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > 1)
            CHECK(exchange.flows[tests::out_flow].is_open() == std::exchange(is_first, false));
        for (int round = 0; round < 2; ++round)
            for (const sp::detail::os::Flow& flow : exchange) {
                if (!flow.is_open() || flow.sink == nullptr)
                    continue;
                tests::receive(flow, std::string(flow.sink->room().size, 'x'));
            }
        return false;
    };
    try {
        sp::run({"child"}, sp::capture_output = true, sp::max_output = 3, sp::grace = 1h);
        FAIL("no OutputLimitExceeded");
    } catch (const sp::OutputLimitExceeded& error) {
        CHECK(error.stdout_ == "xxx");
        CHECK(error.stderr_ == "xxx");
    }
}
