// How a child is ended: which signals, in which order, and for how long each is waited for.
#include "fake_os/fake_os.hpp"

#include "process/abandoned.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <csignal>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::Calls;
using tests::fake_os;
using tests::WithFakeOs;
namespace {

[[noreturn]] void deny(int) {
    sp::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted));
}

/// The child ends when this call has been made.
void ends_after(const std::string& call) {
    fake_os().on_wait = [call](sp::detail::Deadline) {
        return fake_os().was_called(call) ? std::optional<int>(0) : std::nullopt;
    };
}

struct Stubborn : WithFakeOs {
    Stubborn() {
        fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return false; };
        fake_os().on_wait = [](sp::detail::Deadline deadline) {
            const double left = std::chrono::duration<double>(deadline.remaining()).count();
            if (!deadline.is_never() && left > 0)
                waits.push_back(left);
            return std::optional<int>();
        };
        waits.clear();
    }
    ~Stubborn() {
        fake_os().on_wait = nullptr;
        sp::cleanup();
    }

    static inline std::vector<double> waits; ///< in seconds
};

} // namespace

TEST_CASE_METHOD(Stubborn, "a child that does not go is asked by each step and then killed") {
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}}),
                    sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 2", "ask 15", "signal 9"});
    REQUIRE(waits.size() == 3);
    CHECK((waits[0] > 90 && waits[0] <= 100));
    CHECK((waits[1] > 190 && waits[1] <= 200));
    CHECK(waits[2] <= 2);
}

TEST_CASE_METHOD(Stubborn, "a duration or a number of seconds is one step with SIGTERM") {
    SECTION("a duration") {
        CHECK_THROWS_AS(sp::call({"child"}, sp::timeout = 0, sp::grace = 100s), sp::TimeoutExpired);
    }
    SECTION("a number") {
        CHECK_THROWS_AS(sp::call({"child"}, sp::timeout = 0, sp::grace = 100), sp::TimeoutExpired);
    }
    SECTION("an optional in an Options") {
        sp::Options options;
        options.grace = std::optional(100.0);
        const sp::Options copy = options;
        options.grace = sp::None;
        CHECK_THROWS_AS(sp::call({"child"}, copy, sp::timeout = 0), sp::TimeoutExpired);
    }
    CHECK(fake_os().signals() == Calls{"ask 15", "signal 9"});
    REQUIRE(waits.size() == 2);
    CHECK((waits[0] > 90 && waits[0] <= 100));
}

TEST_CASE_METHOD(Stubborn, "without grace a child is killed at once") {
    sp::Options options;
    options.grace = GENERATE(false, true) ? sp::detail::OwnedGrace(sp::None) : sp::detail::OwnedGrace();
    CHECK_THROWS_AS(sp::run({"child"}, options, sp::timeout = 0), sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"signal 9"});
}

TEST_CASE_METHOD(WithFakeOs, "a child that goes when it is asked gets no further signal") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return false; };
    ends_after("ask 2");
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}}),
                    sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 2"});
}

TEST_CASE_METHOD(WithFakeOs, "a child that has ended is not asked") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return false; };
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::grace = 100s), sp::TimeoutExpired);
    CHECK(fake_os().signals().empty());
}

TEST_CASE_METHOD(Stubborn, "a child that cannot be asked is killed at once") {
    SECTION("because the system has no way") {
        fake_os().can_be_asked = false;
    }
    SECTION("because it is refused") {
        fake_os().on_ask = deny;
    }
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}}),
                    sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 2", "ask 15", "signal 9"});
    REQUIRE(waits.size() == 1);
    CHECK(waits[0] <= 2);
}

TEST_CASE_METHOD(WithFakeOs, "what a child says when it is asked to end is in the exception") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        if (exchange.count > 1)
            tests::receive(exchange.flows[tests::out_flow], exchange.until != nullptr ? ", bye" : "part");
        return false;
    };
    ends_after("ask 15");
    try {
        sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 0, sp::grace = 100s);
        FAIL("no TimeoutExpired");
    } catch (const sp::TimeoutExpired& late) {
        CHECK(late.stdout_ == "part, bye");
    }
}

TEST_CASE_METHOD(Stubborn, "an error while the child has time to end does not keep it from being killed") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) -> bool {
        if (exchange.until != nullptr)
            sp::detail::throw_os_error(std::make_error_code(std::errc::io_error));
        return false;
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 0, sp::grace = 100s), sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 15", "signal 9"});
    REQUIRE(waits.size() == 2);
    CHECK(waits[0] > 90);
}

TEST_CASE_METHOD(WithFakeOs, "a child is killed and reaped although it could once not be waited for") {
    int waits_left = GENERATE(2, 4); // while it has time to end, or after it was killed
    fake_os().on_wait = [&](sp::detail::Deadline) -> std::optional<int> {
        if (--waits_left == 0)
            sp::detail::throw_os_error(std::make_error_code(std::errc::not_enough_memory));
        return fake_os().was_called("signal 9") ? std::optional<int>(tests::was_killed) : std::nullopt;
    };
    fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return false; };
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::grace = 100s), sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 15", "signal 9"});
    CHECK(sp::detail::abandoned_count() == 0);
}

TEST_CASE_METHOD(Stubborn, "a child gets all steps of grace although the system cannot tell whether it has ended") {
    fake_os().on_wait = [looks = 0, often = GENERATE(1, 2, 1000)](sp::detail::Deadline) mutable -> std::optional<int> {
        if (++looks <= often)
            sp::detail::throw_os_error(std::make_error_code(std::errc::not_enough_memory));
        return {};
    };
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0, sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}}),
                    sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"ask 2", "ask 15", "signal 9"});
}

TEST_CASE_METHOD(WithFakeOs, "an exception in the call ends the child by the same steps") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) -> bool {
        if (exchange.deadline.is_never())
            sp::detail::throw_os_error(std::make_error_code(std::errc::io_error));
        return false;
    };
    ends_after("ask 15");
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::grace = 100s), sp::OSError);
    CHECK(fake_os().signals() == Calls{"ask 15"});
}

TEST_CASE_METHOD(WithFakeOs, "stop asks, and returns the return code") {
    ends_after("ask 15");
    sp::Popen child({"child"}, sp::grace = 100s);
    CHECK(child.stop() == 0);
    CHECK(child.returncode == 0);
    CHECK(child.stop() == 0);
    CHECK(fake_os().signals() == Calls{"ask 15"});
}

TEST_CASE_METHOD(WithFakeOs, "stop without grace kills") {
    ends_after("signal 9");
    sp::Popen child({"child"});
    CHECK(child.stop() == 0);
    CHECK(fake_os().signals() == Calls{"signal 9"});
}

TEST_CASE_METHOD(Stubborn, "stop throws if the child cannot be ended") {
    sp::Popen child({"child"});
    SECTION("because it hangs in the kernel") {
        CHECK_THROWS_AS(child.stop(), sp::TimeoutExpired);
    }
    SECTION("because the kill is refused") {
        fake_os().on_signal = deny;
        CHECK_THROWS_AS(child.stop(), sp::PermissionError);
    }
    CHECK(child.returncode == sp::None);
    fake_os().on_wait = nullptr;
}

TEST_CASE_METHOD(WithFakeOs, "a kill that is refused since the child has just ended is no error of stop") {
    ends_after("signal 9");
    fake_os().on_signal = deny;
    sp::Popen child({"child"});
    CHECK(child.stop() == 0);
}

TEST_CASE_METHOD(WithFakeOs, "the destructor of a Popen with grace waits, as without") {
    { sp::Popen child({"child"}, sp::grace = 100s); }
    CHECK(fake_os().was_called("wait never"));
    CHECK(fake_os().signals().empty());
}

TEST_CASE_METHOD(WithFakeOs, "a time that is no number is refused before the start") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(sp::run({"child"}, sp::grace = nan), sp::ValueError);
    CHECK_THROWS_AS(sp::run({"child"}, sp::grace = {{SIGINT, 1s}, {SIGTERM, std::chrono::duration<double>(nan)}}),
                    sp::ValueError);
    CHECK_THROWS_AS(sp::run({"child"}, sp::drain = nan), sp::ValueError);
    CHECK(fake_os().calls.empty());
}
