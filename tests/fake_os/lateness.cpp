// Timeouts, with children that behave in unusual ways.
#include "fake_os/fake_os.hpp"

#include "process/end_of_call.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

namespace sp = subprocess;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

std::optional<int> still_running(sp::detail::Deadline) {
    return {};
}

void refuse(int) {
    sp::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted));
}

/// Delivers some output and then exceeds the timeout.
bool say_part_and_hang(const sp::detail::os::Exchange& exchange) {
    if (exchange.count > 1) // not the clean-up
        tests::receive(exchange.flows[tests::out_flow], "part");
    return false;
}

bool hang(const sp::detail::os::Exchange&) {
    return false;
}

} // namespace

TEST_CASE_METHOD(WithFakeOs, "run returns in time if the kill is refused", "[py-176]") {
    fake_os().on_exchange = say_part_and_hang;
    fake_os().on_wait = still_running;
    fake_os().on_signal = refuse;
    try {
        sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 5);
        FAIL("no TimeoutExpired");
    } catch (const sp::TimeoutExpired& late) {
        CHECK(late.stdout_ == "part");
        CHECK(late.stderr_ == sp::None);
        CHECK(late.timeout == 5);
    }
    CHECK(fake_os().longest_wait == 0);
    CHECK_FALSE(fake_os().was_called("wait never"));
}

TEST_CASE_METHOD(WithFakeOs, "run returns soon if a killed child hangs in the kernel") {
    fake_os().on_exchange = hang;
    fake_os().on_wait = still_running;
    CHECK_THROWS_AS(sp::run({"child"}, sp::capture_output = true, sp::timeout = 5), sp::TimeoutExpired);
    CHECK(fake_os().was_called("signal 9"));
    CHECK(fake_os().longest_wait > 0);
    CHECK(fake_os().longest_wait <= 2);
    CHECK_FALSE(fake_os().was_called("wait never"));
}

TEST_CASE_METHOD(WithFakeOs, "call, check_call and check_output return in time if the kill is refused") {
    fake_os().on_exchange = hang;
    fake_os().on_wait = still_running;
    fake_os().on_signal = refuse;
    CHECK_THROWS_AS(sp::call({"child"}, sp::timeout = 0), sp::TimeoutExpired);
    CHECK_THROWS_AS(sp::check_call({"child"}, sp::timeout = 0), sp::TimeoutExpired);
    CHECK_THROWS_AS(sp::check_output({"child"}, sp::timeout = 0), sp::TimeoutExpired);
    CHECK_FALSE(fake_os().was_called("wait never"));
}

TEST_CASE_METHOD(WithFakeOs, "a later cleanup reaps a child that could not be killed") {
    fake_os().on_exchange = hang;
    fake_os().on_wait = still_running;
    fake_os().on_signal = refuse;
    CHECK_THROWS_AS(sp::run({"child"}, sp::timeout = 0), sp::TimeoutExpired);

    fake_os().calls.clear();
    sp::cleanup();
    CHECK(fake_os().calls == std::vector<std::string>{"wait passed"});

    fake_os().on_wait = nullptr;
    sp::cleanup();
    fake_os().calls.clear();
    sp::cleanup();
    CHECK(fake_os().calls.empty());
}

TEST_CASE_METHOD(WithFakeOs, "the exception contains output that arrived during the kill") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        tests::receive(exchange.flows[tests::out_flow], fake_os().was_called("signal 9") ? " rest" : "part");
        return false;
    };
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    try {
        sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 5);
        FAIL("no TimeoutExpired");
    } catch (const sp::TimeoutExpired& late) {
        CHECK(late.stdout_ == "part rest");
    }
}

TEST_CASE_METHOD(WithFakeOs, "after a stream error the exception has its partial output and all of the other stream") {
    const auto broken = static_cast<std::size_t>(GENERATE(0, 1));
    std::size_t looks = 0;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) -> bool {
        if (!fake_os().was_called("signal 9")) {
            tests::receive(exchange.flows[tests::out_flow], "part");
            tests::receive(exchange.flows[tests::err_flow], "part");
            return false;
        }
        if (looks++ == broken)
            sp::detail::throw_os_error(std::make_error_code(std::errc::io_error));
        tests::receive(exchange.flows[0], " rest");
        return false;
    };
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    try {
        sp::run({"child"}, sp::capture_output = true, sp::timeout = 5);
        FAIL("no TimeoutExpired");
    } catch (const sp::TimeoutExpired& late) {
        CHECK(late.stdout_ == (broken == 0 ? "part" : "part rest"));
        CHECK(late.stderr_ == (broken == 1 ? "part" : "part rest"));
    }
}

TEST_CASE_METHOD(WithFakeOs, "a child that cannot be waited for is abandoned, but its output is kept") {
    fake_os().on_exchange = say_part_and_hang;
    fake_os().on_wait = [](sp::detail::Deadline) -> std::optional<int> {
        sp::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted));
    };
    try {
        sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::timeout = 5);
        FAIL("no TimeoutExpired");
    } catch (const sp::TimeoutExpired& late) {
        CHECK(late.stdout_ == "part");
    }
    CHECK_FALSE(fake_os().was_called("wait never"));
    fake_os().on_wait = nullptr;
    fake_os().calls.clear();
    sp::cleanup();
    CHECK(fake_os().calls == std::vector<std::string>{"wait passed"});
}

TEST_CASE_METHOD(WithFakeOs, "communicate sends the rest of the input after a timeout", "[py-159]") {
    std::string sent;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        sent += tests::send(exchange.flows[tests::in_flow], 3);
        return exchange.flows[tests::in_flow].source->next().empty();
    };
    sp::Popen child({"child"}, sp::stdin_ = sp::PIPE);
    child.stdin_.write("ab");
    {
        const std::string gone_before_the_second_call = "cdefgh";
        CHECK_THROWS_AS(child.communicate(gone_before_the_second_call, 0), sp::TimeoutExpired);
    }
    CHECK_THROWS_AS(child.communicate("more"), sp::ValueError);
    CHECK_THROWS_AS(child.communicate(sp::None, 0), sp::TimeoutExpired);
    child.communicate();
    CHECK(sent == "abcdefgh");
}

TEST_CASE_METHOD(WithFakeOs, "communicate sends the rest of the input after an error") {
    std::string sent;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        sent += tests::send(exchange.flows[tests::in_flow], 3);
        if (sent.size() < 6)
            sp::detail::throw_os_error(std::make_error_code(std::errc::io_error));
        return exchange.flows[tests::in_flow].source->next().empty();
    };
    sp::Popen child({"child"}, sp::stdin_ = sp::PIPE);
    CHECK_THROWS_AS(child.communicate("abcdef"), sp::OSError);
    child.communicate();
    CHECK(sent == "abcdef");
}

TEST_CASE_METHOD(WithFakeOs, "a timeout after the end of the output keeps it for the next call") {
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        const sp::detail::os::Flow& out = exchange.flows[tests::out_flow];
        if (out.is_open())
            tests::receive(out, "all");
        out.stream->close();
        return true;
    };
    fake_os().on_wait = still_running;
    sp::Popen child({"child"}, sp::stdout_ = sp::PIPE);
    CHECK_THROWS_AS(child.communicate(sp::None, 0), sp::TimeoutExpired);
    fake_os().on_wait = nullptr;
    CHECK(child.communicate().stdout_ == "all");
}

TEST_CASE_METHOD(WithFakeOs, "a lost return code is reported once", "[py-133]") {
    std::vector<std::string> warnings;
    sp::set_warning_handler(
        [](sp::Warning category, std::string_view told, void* context) {
            CHECK(category == sp::Warning::runtime);
            static_cast<std::vector<std::string>*>(context)->emplace_back(told);
        },
        &warnings);
    fake_os().status_is_lost = true;
    {
        sp::Popen child({"child"});
        CHECK(child.wait() == 0);
        CHECK(child.wait() == 0);
    }
    sp::set_warning_handler(nullptr, nullptr);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], tests::ContainsSubstring("4711") && tests::ContainsSubstring("reaped elsewhere"));
}

TEST_CASE_METHOD(WithFakeOs, "the timeout starts after the child was started", "[py-180]") {
    using Clock = std::chrono::steady_clock;
    Clock::time_point started;
    double left = 0, passed = 0;
    fake_os().on_spawn = [&](const sp::detail::os::Start&) {
        const Clock::time_point called = Clock::now();
        do
            started = Clock::now();
        while (started - called < std::chrono::milliseconds(5));
    };
    fake_os().on_wait = [&](sp::detail::Deadline deadline) {
        left = std::chrono::duration<double>(deadline.remaining()).count();
        passed = std::chrono::duration<double>(Clock::now() - started).count();
        return std::optional<int>(0);
    };
    sp::run({"child"}, sp::timeout = 1000);
    CHECK(left >= 1000 - passed);
}

TEST_CASE("what was seen is kept if the rest could not be collected") {
    sp::Outputs seen{sp::Output("out"), sp::Output("err")};
    sp::detail::keep_longer(seen, {});
    CHECK(seen.stdout_ == "out");
    CHECK(seen.stderr_ == "err");
    sp::detail::keep_longer(seen, {sp::Output("longer out"), sp::Output("longer err")});
    CHECK(seen.stdout_ == "longer out");
    CHECK(seen.stderr_ == "longer err");
}
