// What a Popen does with a tree: signals, stop, its end, and detach.
#include "fake_os/leftovers.hpp"

#include <chrono>
#include <csignal>
#include <string_view>

namespace sp = subprocess;
using namespace std::chrono_literals;
using namespace tests;

namespace {

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

TEST_CASE_METHOD(Leftovers, "communicate ends what is left behind, and wait does not") {
    sp::Popen child({"child"}, sp::tree = true);
    CHECK(child.wait() == 0);
    CHECK(child.poll() == 0);
    CHECK(fake_os().signals().empty());
    child.communicate();
    CHECK(child.left_behind == 3);
    CHECK(fake_os().signals() == Calls{"kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "an assignment of a Popen keeps what is known of its tree") {
    sp::Popen child({"child"}, sp::tree = true);
    child.communicate();
    child.tree_usage = sp::Usage();
    sp::Popen other({"other"});
    other = std::move(child);
    CHECK(other.left_behind == 3);
    CHECK(other.tree_usage.has_value());
}

TEST_CASE_METHOD(Leftovers, "signals go to the tree even if the program has ended") {
    sp::Popen child({"child"}, sp::tree = true);
    CHECK(child.wait() == 0);
    child.send_signal(10);
    child.terminate();
    child.kill();
    CHECK(fake_os().signals() == Calls{"signal 10", "signal 15", "kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "stop ends the tree even if the program has ended") {
    sp::Popen child({"child"}, sp::tree = true, sp::grace = {{SIGINT, 0s}});
    CHECK(child.wait() == 0);
    CHECK(child.stop() == 0);
    CHECK(child.left_behind == 3);
    CHECK(fake_os().signals() == Calls{"ask 2", "kill_tree"});
}

TEST_CASE_METHOD(Leftovers, "the destructor ends a tree instead of waiting, and sends no input first") {
    never_ends();
    {
        sp::Popen child({"child"}, sp::stdin_ = sp::PIPE, sp::tree = true, sp::grace = {{SIGINT, 0s}});
        child.stdin_.write("last words");
    }
    CHECK(fake_os().signals() == Calls{"ask 2", "kill_tree"});
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
    CHECK(fake_os().signals().empty());
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
