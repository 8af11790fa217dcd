// What is still read after the program has ended, and for how long.
#include "fake_os/fake_os.hpp"

#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

/// The program has ended, but somebody else holds its pipes: each look brings one more byte.
struct Held : WithFakeOs {
    Held() {
        limits.clear();
        fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
            if (exchange.count == 1 || exchange.count_open() == 0)
                return exchange.count_open() == 0;
            limits.push_back(exchange.deadline.is_never()
                                 ? -1
                                 : std::chrono::duration<double>(exchange.deadline.remaining()).count());
            tests::receive(exchange.flows[tests::out_flow], "x");
            return false;
        };
    }

    static inline std::vector<double> limits; ///< of the exchanges, in seconds; -1: none
};

} // namespace

TEST_CASE_METHOD(Held, "drain is one limit after the end of the program, and the call returns normally") {
    const sp::CompletedProcess done = sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::drain = 100s);
    CHECK(done.returncode == 0);
    CHECK(done.leaked);
    CHECK_FALSE(done.stdout_.empty());
    REQUIRE(limits.size() == 4);
    CHECK(limits[0] == -1);
    CHECK((limits[1] > 90 && limits[1] <= 100));
    CHECK((limits[2] == 0 && limits[3] == 0));
}

TEST_CASE_METHOD(Held, "drain never lasts beyond the deadline") {
    CHECK(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::drain = 100s, sp::timeout = 10s).leaked);
    REQUIRE(limits.size() == 4);
    CHECK((limits[1] > 5 && limits[1] <= 10));
}

TEST_CASE_METHOD(Held, "the first exchange ends when the program ends, and the drain does not") {
    std::vector<bool> watches;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        watches.push_back(exchange.until != nullptr);
        if (exchange.until != nullptr)
            CHECK(exchange.until->has_happened());
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    CHECK_FALSE(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::drain = 0).leaked);
    REQUIRE(watches.size() >= 2);
    CHECK(watches[0]);
    CHECK_FALSE(watches[1]);
}

TEST_CASE_METHOD(Held, "without drain the streams are read to their end, and nothing watches the program") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        CHECK(exchange.until == nullptr);
        for (const sp::detail::os::Flow& flow : exchange)
            flow.stream->close();
        return true;
    };
    CHECK_FALSE(sp::run({"child"}, sp::stdout_ = sp::PIPE).leaked);
    CHECK(fake_os().position_of("exchange never") < fake_os().position_of("wait never"));
}

TEST_CASE_METHOD(Held, "a program that still runs at the deadline is late, with drain, too") {
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::drain = 100s, sp::timeout = 0), sp::TimeoutExpired);
}

TEST_CASE_METHOD(Held, "after a leak a Popen has closed its pipes, and communicate returns nothing more") {
    sp::Popen child({"child"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::drain = 0);
    CHECK_FALSE(child.leaked);
    CHECK(child.communicate("much").stdout_ == "xxxx");
    CHECK(child.leaked);
    CHECK(child.stdin_.closed());
    CHECK(child.stdout_.closed());
    CHECK(child.communicate().stdout_ == "");
    CHECK(child.leaked);
    const sp::Popen moved(std::move(child));
    CHECK(moved.leaked);
}
