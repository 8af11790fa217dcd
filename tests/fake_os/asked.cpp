// What becomes of the streams of children that are asked to end.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

/// Children that end when they are asked to.
struct Obedient : WithFakeOs {
    Obedient() {
        fake_os().on_wait = [](sp::detail::Deadline) {
            return fake_os().was_called("ask 15") ? std::optional<int>(-15) : std::nullopt;
        };
    }
};

} // namespace

TEST_CASE_METHOD(Obedient, "a stream with too much is closed before the child is asked to end") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        for (const sp::detail::os::Flow& flow : exchange)
            if (flow.sink != nullptr && flow.is_open())
                tests::receive(flow, "1234");
        return false;
    };
    SECTION("a pipe") {
        CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::max_output = 3, sp::grace = 100s),
                        sp::OutputLimitExceeded);
    }
    SECTION("one with a sink") {
        CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::each_chunk([](std::string_view) {}), sp::max_output = 3,
                                sp::grace = 100s),
                        sp::OutputLimitExceeded);
    }
    SECTION("that of a pipeline") {
        CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, sp::stdout_ = sp::PIPE, sp::max_output = 3, sp::grace = 100s),
                        sp::OutputLimitExceeded);
    }
    REQUIRE(fake_os().was_called("ask 15"));
    CHECK(fake_os().position_of("close 3") < fake_os().position_of("ask 15"));
}

TEST_CASE_METHOD(Obedient, "a child that is asked to end gets no more input") {
    bool was_asked = false;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        was_asked = was_asked || exchange.until != nullptr;
        for (const sp::detail::os::Flow& flow : exchange)
            if (exchange.until != nullptr && flow.source != nullptr)
                CHECK_FALSE(flow.is_open());
        return false;
    };
    const auto give = [] { return std::string("x"); };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdin_ = give, sp::stdout_ = sp::PIPE, sp::timeout = 0, sp::grace = 100s),
                    sp::TimeoutExpired);
    CHECK(was_asked);
    was_asked = false;
    fake_os().calls.clear();
    CHECK_THROWS_AS(
        sp::run_pipeline({"a"}, {"b"}, sp::stdin_ = give, sp::stdout_ = sp::PIPE, sp::timeout = 0, sp::grace = 100s),
        sp::TimeoutExpired);
    CHECK(was_asked);
}

TEST_CASE_METHOD(Obedient, "call reads for its sinks what a child says when it is asked to end") {
    std::string said;
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        if (exchange.until != nullptr)
            tests::receive(exchange.flows[3], "bye");
        return false;
    };
    CHECK_THROWS_AS(sp::call({"child"}, sp::timeout = 0, sp::grace = 100s,
                             sp::stdout_ = sp::each_chunk([&](std::string_view bytes) { said += bytes; })),
                    sp::TimeoutExpired);
    CHECK(said == "bye");
}
