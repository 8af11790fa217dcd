// Trees: what is ended when, and in which order, on a system that says what a test wants.
#include "fake_os/fake_os.hpp"

#include "process/abandoned.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <csignal>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::fake_os;
using tests::WithFakeOs;
using Calls = std::vector<std::string>;

namespace {

/// Those calls that a member of the tree notices.
Calls signals() {
    Calls found;
    for (const std::string& call : fake_os().calls)
        if (call.rfind("ask", 0) == 0 || call.rfind("signal", 0) == 0 || call == "kill_tree")
            found.push_back(call);
    return found;
}

/// The program ends at once, and what it has started lives until it is killed.
struct Leftovers : WithFakeOs {
    Leftovers() { live_until("kill_tree"); }
    ~Leftovers() {
        fake_os().on_wait_for_tree = nullptr;
        fake_os().on_wait = nullptr;
        sp::cleanup();
        CHECK(sp::detail::abandoned_count() == 0);
    }

    void live_until(const std::string& call) {
        fake_os().on_wait_for_tree = [call](sp::detail::Deadline) {
            const bool has_ended = fake_os().was_called(call);
            fake_os().left_behind = has_ended ? 3 : 0;
            return has_ended;
        };
    }

    /// The tree is never over: a member may not be ended.
    void one_may_not_be_ended() {
        fake_os().on_wait_for_tree = [](sp::detail::Deadline) -> bool {
            if (fake_os().was_called("kill_tree"))
                sp::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted), "process 4712");
            return false;
        };
    }
};

void never_ends() {
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("kill_tree") ? std::optional<int>(-9) : std::nullopt;
    };
}

/// What the warning handler hears while it lives.
struct Heard {
    Heard() {
        sp::set_warning_handler(
            [](sp::Warning, std::string_view told, void* self) { static_cast<Heard*>(self)->text += told; }, this);
    }
    Heard(const Heard&) = delete;
    Heard& operator=(const Heard&) = delete;
    ~Heard() { sp::set_warning_handler(nullptr, nullptr); }

    std::string text;
};

} // namespace

TEST_CASE_METHOD(Leftovers, "what a program leaves behind is ended before run returns") {
    const sp::CompletedProcess done = sp::run({"child"}, sp::tree = true);
    CHECK(done.returncode == 0);
    CHECK(done.left_behind == 3);
    CHECK(signals() == Calls{"kill_tree"});
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
    CHECK(signals() == Calls{"kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "what is left behind is asked first if there is grace") {
    live_until("ask 15");
    CHECK(sp::run({"child"}, sp::tree = true, sp::grace = 100s).left_behind == 3);
    CHECK(signals() == Calls{"ask 15"});
}

TEST_CASE_METHOD(Leftovers, "nothing is sent if nothing is left behind") {
    fake_os().on_wait_for_tree = nullptr;
    CHECK(sp::run({"child"}, sp::tree = true, sp::grace = 100s).left_behind == 0);
    CHECK(signals().empty());
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
    CHECK(signals() == Calls{"kill_tree"});
    CHECK(sp::run({"child"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::drain = 0).leaked);
}

TEST_CASE_METHOD(Leftovers, "communicate ends what is left behind, and wait does not") {
    sp::Popen child({"child"}, sp::tree = true);
    CHECK(child.wait() == 0);
    CHECK(child.poll() == 0);
    CHECK(signals().empty());
    child.communicate();
    CHECK(child.left_behind == 3);
    CHECK(signals() == Calls{"kill_tree"});
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
    CHECK(signals() == Calls{"ask 2", "kill_tree"});
    CHECK(fake_os().was_called("wait_for_tree later"));
}

TEST_CASE_METHOD(Leftovers, "an error of the ending is thrown after a success, once, and the child is abandoned") {
    one_may_not_be_ended();
    const bool has_pipe = GENERATE(false, true);
    sp::Options options;
    if (has_pipe)
        options.stdout_ = sp::PIPE;
    try {
        sp::run({"child"}, options, sp::tree = true);
        FAIL("no exception");
    } catch (const sp::PermissionError& error) {
        CHECK(error.filename == "process 4712");
    }
    CHECK(signals() == Calls{"kill_tree"});
    CHECK(sp::detail::abandoned_count() == 1);
}

TEST_CASE_METHOD(Leftovers, "an error of the ending does not replace another exception") {
    one_may_not_be_ended();
    never_ends();
    CHECK_THROWS_AS(sp::run({"child"}, sp::tree = true, sp::timeout = 0), sp::TimeoutExpired);
    CHECK(signals() == Calls{"kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "signals go to the tree even if the program has ended") {
    sp::Popen child({"child"}, sp::tree = true);
    CHECK(child.wait() == 0);
    child.send_signal(10);
    child.terminate();
    child.kill();
    CHECK(signals() == Calls{"signal 10", "signal 15", "kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "stop ends the tree even if the program has ended") {
    sp::Popen child({"child"}, sp::tree = true, sp::grace = {{SIGINT, 0s}});
    CHECK(child.wait() == 0);
    CHECK(child.stop() == 0);
    CHECK(child.left_behind == 3);
    CHECK(signals() == Calls{"ask 2", "kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "the destructor ends a tree instead of waiting, and sends no input first") {
    never_ends();
    {
        sp::Popen child({"child"}, sp::stdin_ = sp::PIPE, sp::tree = true, sp::grace = {{SIGINT, 0s}});
        child.stdin_.write("last words");
    }
    CHECK(signals() == Calls{"ask 2", "kill_tree"});
    CHECK_FALSE(fake_os().was_called("wait never"));
    CHECK_FALSE(fake_os().was_called("write last words"));
}

TEST_CASE_METHOD(Leftovers, "a destructor that cannot end a tree says so and does not throw") {
    const Heard heard;
    SECTION("because a member may not be ended") {
        one_may_not_be_ended();
        { sp::Popen child({"child"}, sp::tree = true); }
        CHECK_THAT(heard.text, tests::ContainsSubstring("process 4712"));
    }
    SECTION("because one hangs in the kernel") {
        live_until("nothing");
        { sp::Popen child({"child"}, sp::tree = true); }
        CHECK_THAT(heard.text, tests::ContainsSubstring("does not end"));
    }
    CHECK_THAT(heard.text, tests::ContainsSubstring("subprocess 4711"));
    CHECK(sp::detail::abandoned_count() == 1);
}

TEST_CASE_METHOD(Leftovers, "detach lets all members live on, and a later start reaps them when all have ended") {
    CHECK(sp::Popen({"child"}, sp::tree = true).detach() == 4711);
    CHECK(fake_os().was_called("release"));
    CHECK(signals().empty());
    CHECK(sp::detail::abandoned_count() == 1);
    sp::cleanup();
    CHECK(sp::detail::abandoned_count() == 1);
}

TEST_CASE_METHOD(Leftovers, "an abandoned tree that cannot be waited for does not disturb later starts") {
    sp::Popen({"child"}, sp::tree = true).detach();
    fake_os().on_wait_for_tree = [](sp::detail::Deadline) -> bool {
        sp::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted));
    };
    CHECK(sp::run({"another"}).returncode == 0);
}
