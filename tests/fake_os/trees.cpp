// Trees: what is ended when, and in which order, on a system that says what a test wants.
#include "fake_os/leftovers.hpp"

#include <chrono>
#include <csignal>
#include <string_view>
#include <utility>

namespace sp = subprocess;
using namespace std::chrono_literals;
using namespace tests;

TEST_CASE_METHOD(Leftovers, "what a program leaves behind is ended before run returns") {
    const sp::CompletedProcess done = sp::run({"child"}, sp::tree = true);
    CHECK(done.returncode == 0);
    CHECK(done.left_behind == 3);
    CHECK(fake_os().signals() == Calls{"kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "call, check_call and check_output end what is left behind") {
    SECTION("call") {
        CHECK(sp::call({"child"}, sp::tree = true) == 0);
    }
    SECTION("check_call") {
        CHECK(sp::check_call({"child"}, sp::tree = true) == 0);
    }
    SECTION("check_output") {
        CHECK(sp::check_output({"child"}, sp::tree = true).empty());
    }
    CHECK(fake_os().signals() == Calls{"kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "what is left behind is asked first if there is grace") {
    live_until("ask 15");
    CHECK(sp::run({"child"}, sp::tree = true, sp::grace = 100s).left_behind == 3);
    CHECK(fake_os().signals() == Calls{"ask 15"});
}

TEST_CASE_METHOD(Leftovers, "nothing is sent if nothing is left behind") {
    fake_os().on_wait_for_tree = nullptr;
    CHECK(sp::run({"child"}, sp::tree = true, sp::grace = 100s).left_behind == 0);
    CHECK(fake_os().signals().empty());
}

TEST_CASE_METHOD(Leftovers, "the pipes are drained, then the leftovers are ended, then the rest is read") {
    Calls order;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        const bool is_over = fake_os().was_called("kill_tree");
        if (exchange.count_open() > 0)
            order.emplace_back(exchange.until != nullptr ? "program" : is_over ? "rest" : "drain");
        if (is_over)
            for (const sp::detail::os::Flow& flow : exchange)
                flow.stream->close();
        return is_over;
    };
    SECTION("with drain") {
        CHECK_FALSE(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::drain = 100s).leaked);
        CHECK(order == Calls{"program", "drain", "rest"});
    }
    SECTION("without") {
        CHECK_FALSE(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true).leaked);
        CHECK(order == Calls{"program", "rest"});
    }
}

TEST_CASE_METHOD(Leftovers, "the end of file behind the last bytes of a leftover is no leak") {
    int looks = 0;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        if (!fake_os().was_called("kill_tree") || exchange.count_open() == 0)
            return exchange.count_open() == 0;
        if (++looks == 1)
            tests::receive(exchange.flows[tests::out_flow], "last words");
        else
            for (const sp::detail::os::Flow& flow : exchange)
                flow.stream->close();
        return looks > 1;
    };
    const sp::CompletedProcess done = sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::drain = 0);
    CHECK(done.stdout_ == "last words");
    CHECK_FALSE(done.leaked);
}

TEST_CASE_METHOD(Leftovers, "pipes that somebody outside of the tree holds are read until the deadline, or for drain") {
    fake_os().on_exchange = [&](const sp::detail::os::Exchange&) { return false; };
    CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::timeout = 10s), sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"kill_tree"});
    CHECK(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::drain = 0).leaked);
}

TEST_CASE_METHOD(Leftovers, "a timeout ends the whole tree") {
    never_ends();
    SECTION("run") {
        CHECK_THROWS_AS(sp::run({"child"}, sp::tree = true, sp::timeout = 0, sp::grace = {{SIGINT, 100s}}),
                        sp::TimeoutExpired);
    }
    SECTION("call") {
        CHECK_THROWS_AS(sp::call({"child"}, sp::tree = true, sp::timeout = 0, sp::grace = {{SIGINT, 100s}}),
                        sp::TimeoutExpired);
    }
    CHECK(fake_os().signals() == Calls{"ask 2", "kill_tree"});
    CHECK(fake_os().was_called("wait_for_tree later"));
}

TEST_CASE_METHOD(Leftovers, "an error of the ending is thrown after a success, once, and the child is abandoned") {
    one_may_not_be_ended();
    const bool is_call = GENERATE(false, true);
    try {
        if (is_call)
            sp::call({"child"}, sp::tree = true);
        else
            sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true);
        FAIL("no exception");
    } catch (const sp::PermissionError& error) {
        CHECK(error.filename == "process 4712");
    }
    CHECK(fake_os().signals() == Calls{"kill_tree"});
    CHECK(sp::detail::abandoned_count() == 1);
}

TEST_CASE_METHOD(Leftovers, "a tree that could once not be waited for has ended without an error") {
    fake_os().on_wait_for_tree = [is_first = true](sp::detail::Deadline deadline) mutable {
        if (!deadline.has_passed() && std::exchange(is_first, false))
            sp::detail::throw_os_error(std::make_error_code(std::errc::not_enough_memory));
        return fake_os().was_called("kill_tree");
    };
    SECTION("run") {
        sp::run({"child"}, sp::tree = true);
    }
    SECTION("run_pipeline") {
        sp::run_pipeline({"a"}, {"b"}, sp::tree = true);
    }
    CHECK(fake_os().was_called("wait_for_tree later"));
}

TEST_CASE_METHOD(Leftovers, "what a sink throws while leftovers are asked to end is thrown when they have ended") {
    live_until("ask 15");
    fake_os().on_exchange = [](const sp::detail::os::Exchange& exchange) {
        for (const sp::detail::os::Flow& flow : exchange)
            if (exchange.until == nullptr)
                flow.stream->close();
            else if (fake_os().was_called("ask 15") && flow.sink != nullptr && flow.sink->may_throw())
                tests::receive(flow, "bye");
        return exchange.until == nullptr;
    };
    const auto sink = sp::each_chunk([](std::string_view) { throw 3; });
    SECTION("run") {
        CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sink, sp::tree = true, sp::grace = 100s), int);
    }
    SECTION("run_pipeline") {
        CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, sp::stdout_ = sink, sp::tree = true, sp::grace = 100s), int);
    }
    SECTION("the first of two") {
        const auto second = sp::each_chunk([](std::string_view) { throw 'x'; });
        CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sink, sp::stderr_ = second, sp::tree = true, sp::grace = 100s),
                        int);
    }
    CHECK_FALSE(fake_os().was_called("kill_tree"));
}

TEST_CASE_METHOD(Leftovers, "leftovers that say more than max_output while they are asked to end have said too much") {
    live_until("ask 15");
    fake_os().on_exchange = [said = false](const sp::detail::os::Exchange& exchange) mutable {
        for (const sp::detail::os::Flow& flow : exchange)
            if (exchange.until != nullptr && fake_os().was_called("ask 15") && flow.sink != nullptr && flow.is_open() &&
                !std::exchange(said, true))
                tests::receive(flow, "1234");
        return false;
    };
    SECTION("run") {
        CHECK_THROWS_AS(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::max_output = 3, sp::tree = true,
                                sp::grace = 100s, sp::drain = 0),
                        sp::OutputLimitExceeded);
    }
    SECTION("run_pipeline") {
        CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, sp::stdout_ = sp::PIPE, sp::max_output = 3, sp::tree = true,
                                         sp::grace = 100s, sp::drain = 0),
                        sp::OutputLimitExceeded);
    }
}

TEST_CASE_METHOD(Leftovers, "an error of the ending does not replace another exception") {
    one_may_not_be_ended();
    never_ends();
    CHECK_THROWS_AS(sp::run({"child"}, sp::tree = true, sp::timeout = 0), sp::TimeoutExpired);
    CHECK(fake_os().signals() == Calls{"kill_tree"});
}
