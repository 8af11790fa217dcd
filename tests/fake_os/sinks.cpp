// Sinks and sources: what is opened, closed and called when something fails.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::Calls;
using tests::fake_os;
using tests::handle_of;
using tests::WithFakeOs;

namespace {

struct Stopped {};

constexpr std::size_t first_served = 3; ///< the flows of the Popen's own streams come before

/// Each exchange brings these bytes to the first sink and ends its stream.
void deliver(std::string_view bytes) {
    fake_os().on_exchange = [bytes](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > first_served && exchange.flows[first_served].is_open()) {
            tests::receive(exchange.flows[first_served], bytes);
            exchange.flows[first_served].stream->close();
            exchange.flows[first_served].sink->ended();
        }
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "a sink whose target cannot be duplicated fails before anything is started") {
    fake_os().on_open_pipe = [] { throw sp::OSError(std::make_error_code(std::errc::too_many_files_open)); };
    struct Target {
        sp::NativeHandle native_handle() const { return tests::handle_of(5); }
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::to(Target())), sp::OSError);
    CHECK(fake_os().was_called("duplicate 5"));
    CHECK_FALSE(fake_os().was_called("spawn"));
}

TEST_CASE_METHOD(WithFakeOs, "a failed start calls no sink and no source") {
    int calls = 0;
    fake_os().on_spawn = [](const sp::detail::os::Start&) {
        throw sp::OSError(std::make_error_code(std::errc::no_such_file_or_directory));
    };
    CHECK_THROWS_AS(sp::run(
                        {"child"}, sp::stdout_ = sp::each_line([&](std::string_view) { ++calls; }),
                        sp::stdin_ = [&] { return ++calls, std::string(); }),
                    sp::OSError);
    CHECK(calls == 0);
}

TEST_CASE_METHOD(WithFakeOs, "what a sink throws kills and reaps the child, and the exception is the sink's") {
    deliver("line\n");
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::each_line([](std::string_view) { throw Stopped(); })),
                    Stopped);
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::each_line([](std::string_view) { throw Stopped(); })),
                    Stopped);
    CHECK(fake_os().signals() == Calls{"signal 9"});
}

TEST_CASE_METHOD(WithFakeOs,
                 "the last line is passed at a timeout, too, and an exception then is not the one that comes out") {
    std::vector<std::string> lines;
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > first_served && exchange.deadline.has_passed())
            tests::receive(exchange.flows[first_served], "half a line");
        return false;
    };
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::stdout_ = sp::each_line([&](std::string_view line) {
                                                            lines.emplace_back(line);
                                                            throw Stopped();
                                                        })),
                    sp::TimeoutExpired);
    CHECK(lines == std::vector<std::string>{"half a line"});
}

TEST_CASE_METHOD(WithFakeOs, "a file is written at once, and what can be waited for is a flow of its own") {
    deliver("text");
    fake_os().can_be_waited_for = false;
    sp::run({"child"}, sp::stdout_ = sp::to(5));
    CHECK(fake_os().was_called("write_file text"));
    fake_os().can_be_waited_for = true;
    std::size_t flows = 0;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        flows = exchange.count;
        CHECK(exchange.flows[first_served + 1].whose == sp::detail::os::Whose::others);
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    sp::run({"child"}, sp::stdout_ = sp::to(5));
    CHECK(flows == first_served + 2);
}

TEST_CASE_METHOD(WithFakeOs,
                 "a relay lets the stream wait while its buffer is full, and wants nothing without its target") {
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        using sp::detail::os::Wish;
        const sp::detail::os::Flow& from = exchange.flows[first_served];
        const sp::detail::os::Flow& to = exchange.flows[first_served + 1];
        CHECK(from.sink->wish() == Wish::now);
        CHECK(to.source->is_waiting());
        constexpr std::size_t piece = sp::detail::os::pipe_capacity;
        tests::receive(from, std::string(piece, 'y'));
        CHECK(from.sink->wish() == Wish::now);
        tests::receive(from, std::string(piece, 'z'));
        CHECK(from.sink->wish() == Wish::later);
        CHECK_FALSE(to.source->is_waiting());
        const char* const place = to.source->next().data();
        CHECK(tests::send(to, 10) == "yyyyyyyyyy");
        CHECK(to.source->next().data() == place + 10); // a write of the rest may be pending
        CHECK(from.sink->wish() == Wish::later);
        tests::send(to, 2 * piece - 10);
        CHECK(to.source->is_waiting());
        CHECK(from.sink->wish() == Wish::now);
        to.stream->close();
        CHECK(from.sink->wish() == Wish::never);
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    sp::run({"child"}, sp::stdout_ = sp::to(5));
}

TEST_CASE_METHOD(WithFakeOs, "without sinks there are three flows, and without a source nothing else is opened") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        CHECK(exchange.count <= 3);
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    sp::run({"child"}, sp::capture_output = true, sp::input = "text");
    CHECK_FALSE(fake_os().was_called("duplicate 1"));
}

TEST_CASE_METHOD(WithFakeOs, "a byte beyond max_output is seen although the buffer of a relay is full") {
    constexpr std::size_t capacity = 2 * sp::detail::os::pipe_capacity;
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > first_served) {
            const sp::detail::os::Flow& from = exchange.flows[first_served];
            tests::receive(from, std::string(capacity, 'y'));
            CHECK(from.sink->wish() == sp::detail::os::Wish::now);
            tests::receive(from, "z");
        }
        return false;
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::to(5), sp::max_output = capacity), sp::OutputLimitExceeded);
}

TEST_CASE_METHOD(WithFakeOs, "what is too much for the full buffer of a relay is dropped, and not written behind it") {
    constexpr std::size_t capacity = 2 * sp::detail::os::pipe_capacity;
    int looks = 0;
    bool is_behind = false;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (exchange.until == nullptr)
            return false;
        const sp::detail::os::Flow& from = exchange.flows[first_served];
        if (++looks == 1)
            tests::receive(from, std::string(capacity, 'y').append("z")); // throws
        const std::string_view kept = exchange.flows[first_served + 1].source->next();
        is_behind = is_behind || from.sink->room().memory == kept.data() + kept.size();
        if (!is_behind)
            tests::receive(from, std::string(capacity, 'z'));
        CHECK((kept == std::string(capacity, 'y')));
        return false;
    };
    fake_os().on_wait = [&](sp::detail::Deadline) { return looks > 1 ? std::optional<int>(-15) : std::nullopt; };
    sp::Popen process({"child"}, sp::stdout_ = sp::to(5), sp::max_output = capacity, sp::grace = 100s);
    CHECK(process.stop() == -15);
    CHECK(looks > 1);
    CHECK_FALSE(is_behind);
}

TEST_CASE_METHOD(WithFakeOs, "what the last look at a stream has found is handed on") {
    std::string handed_on;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (exchange.count != 2) // the stream, and where it goes
            return false;
        if (!exchange.flows[1].source->is_waiting())
            handed_on += tests::send(exchange.flows[1], 100);
        else if (handed_on.empty())
            tests::receive(exchange.flows[0], "rest");
        return false;
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::to(5), sp::timeout = 0), sp::TimeoutExpired);
    CHECK(handed_on == "rest");
}

TEST_CASE_METHOD(WithFakeOs, "a call is late if what was read has not been handed on at its deadline") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) { return exchange.count_open() == 0; };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::to(5), sp::drain = 0, sp::timeout = 1h), sp::TimeoutExpired);
}
