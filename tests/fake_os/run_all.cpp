// run_all when the system fails, with make's tokens, and what it waits for.
#include "fake_os/fake_os.hpp"

#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::Calls;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

[[noreturn]] void refuse_run_all(std::errc reason) {
    sp::detail::throw_os_error(std::make_error_code(reason), "missing");
}

std::vector<sp::Command> commands(std::size_t count) {
    return std::vector<sp::Command>(count, sp::Command({"child"}));
}

std::ptrdiff_t count_calls(const std::string& call) {
    return std::count(fake_os().calls.begin(), fake_os().calls.end(), call);
}

/// How many children had been started when it first waited.
std::ptrdiff_t starts_before_first_wait() {
    const auto is_wait = [](const std::string& call) { return call.rfind("wait_for", 0) == 0; };
    const auto first = std::find_if(fake_os().calls.begin(), fake_os().calls.end(), is_wait);
    return std::count(fake_os().calls.begin(), first, "spawn");
}

struct UnderMake : WithFakeOs {
    UnderMake() {
        fake_os().environment = {"MAKEFLAGS= -j4 --jobserver-auth=3,4"};
        fake_os().tokens = "ab";
    }
};

/// Children that end when so many of them have been asked to.
void children_end_when_asked(int times) {
    fake_os().on_wait = [times](sp::detail::Deadline) {
        return count_calls("ask 15") >= times ? std::optional<int>(-15) : std::nullopt;
    };
}

} // namespace

TEST_CASE_METHOD(UnderMake, "run_all has one job more than tokens, and gives them back") {
    CHECK(sp::run_all(commands(7), sp::jobs = 6, sp::jobserver = true).size() == 7);
    CHECK(starts_before_first_wait() == 3);
    CHECK(count_calls("spawn") == 7);
    std::sort(fake_os().tokens.begin(), fake_os().tokens.end());
    CHECK(fake_os().tokens == "ab");
}

TEST_CASE_METHOD(UnderMake, "run_all takes no more tokens than it has jobs") {
    sp::run_all(commands(4), sp::jobs = 2, sp::jobserver = true);
    CHECK(starts_before_first_wait() == 2);
    CHECK(fake_os().tokens.size() == 2);
}

TEST_CASE_METHOD(UnderMake, "run_all gives a token back when no command needs it") {
    sp::run_all(commands(3), sp::jobs = 2, sp::jobserver = true);
    const Calls& calls = fake_os().calls;
    const auto is_wait = [](const std::string& call) { return call.rfind("wait_for", 0) == 0; };
    const auto last_wait = std::find_if(calls.rbegin(), calls.rend(), is_wait).base();
    CHECK(std::find(calls.begin(), calls.end(), "put_back a") < last_wait);
}

TEST_CASE_METHOD(UnderMake, "run_all takes no tokens unless it is told to") {
    sp::run_all(commands(4), sp::jobs = 4);
    CHECK(starts_before_first_wait() == 4);
    CHECK_FALSE(fake_os().was_called("take"));
}

TEST_CASE_METHOD(UnderMake, "run_all gives its tokens back if a callback throws") {
    CHECK_THROWS_AS(
        sp::run_all(
            commands(7), sp::jobs = 6, sp::jobserver = true,
            sp::on_result = [](std::size_t, const sp::Result<sp::CompletedProcess>&) { throw std::domain_error("x"); }),
        std::domain_error);
    CHECK(fake_os().tokens.size() == 2);
}

TEST_CASE_METHOD(UnderMake, "without a token run_all asks for one again after a pause") {
    fake_os().tokens.clear();
    children_end_when_asked(1);
    bool has_paused = false;
    fake_os().on_wait_for = [&](std::vector<sp::detail::os::Watched>& all, const sp::detail::Deadline& deadline) {
        for (auto& one : all)
            one.is_ready = true;
        if (has_paused)
            fake_os().on_wait = nullptr;
        else if (!deadline.has_passed() && deadline.remaining() <= 10ms) {
            has_paused = true;
            fake_os().tokens.assign(1, 'a');
        }
    };
    CHECK(sp::run_all(commands(2), sp::jobs = 2, sp::jobserver = true).size() == 2);
    CHECK(has_paused);
    CHECK(fake_os().tokens == "a");
}

TEST_CASE_METHOD(UnderMake,
                 "while run_all ends its commands, it waits for no token and gives back what it needs no more") {
    fake_os().exit_handle = tests::handle_of(77);
    bool has_ended = false;
    fake_os().on_wait = [&](sp::detail::Deadline) { return has_ended ? std::optional<int>(-15) : std::nullopt; };
    int waits = 0;
    fake_os().on_wait_for = [&](std::vector<sp::detail::os::Watched>& all, const sp::detail::Deadline& deadline) {
        if (deadline.has_passed())
            return;
        if (++waits == 1)
            refuse_run_all(std::errc::not_enough_memory);
        CHECK(deadline.remaining() > 1s);                         // a look for a token would come earlier
        CHECK(fake_os().tokens.size() == (waits == 2 ? 0u : 1u)); // of three commands, and of two
        has_ended = true;
        for (auto& one : all)
            one.is_ready = waits > 2 || &one == &all.front();
    };
    CHECK_THROWS_AS(sp::run_all(commands(4), sp::jobs = 4, sp::jobserver = true, sp::grace = 100s), sp::OSError);
    CHECK(waits == 3);
    CHECK(fake_os().tokens.size() == 2);
}

TEST_CASE_METHOD(WithFakeOs, "without a jobserver run_all runs as many as jobs says") {
    sp::run_all(commands(4), sp::jobs = 4, sp::jobserver = true);
    CHECK(starts_before_first_wait() == 4);
}

TEST_CASE_METHOD(WithFakeOs, "without jobs run_all starts as many as there are CPUs") {
    fake_os().cpus = 3;
    sp::run_all(commands(5));
    CHECK(starts_before_first_wait() == 3);
}

TEST_CASE_METHOD(WithFakeOs,
                 "run_all does not wait for a start, but looks at it after pauses, and when its child has ended") {
    fake_os().exit_handle = tests::handle_of(77);
    fake_os().start_would_wait = [looks = 0]() mutable { return ++looks < 3; };
    fake_os().on_wait_for = [](const std::vector<sp::detail::os::Watched>& all, const sp::detail::Deadline&) {
        if (!fake_os().was_called("finish"))
            CHECK(all.at(0).handle == fake_os().exit_handle);
    };
    sp::run_all(commands(1));
    const auto finish = static_cast<std::ptrdiff_t>(fake_os().position_of("finish"));
    const Calls before(fake_os().calls.begin(), fake_os().calls.begin() + finish);
    CHECK(std::count(before.begin(), before.end(), "wait_for 1 later") == 2);
}

TEST_CASE_METHOD(WithFakeOs, "run_all looks soon at each start, however long the one before it has taken") {
    fake_os().start_would_wait = [looks = 0]() mutable { return ++looks % 10 != 0; };
    std::vector<double> pauses;
    fake_os().on_wait_for = [&](const std::vector<sp::detail::os::Watched>&, const sp::detail::Deadline& deadline) {
        if (static_cast<std::size_t>(count_calls("spawn")) > pauses.size())
            pauses.push_back(std::chrono::duration<double>(deadline.remaining()).count());
    };
    sp::run_all(commands(3), sp::jobs = 1);
    REQUIRE(pauses.size() == 3);
    for (const double pause : pauses)
        CHECK(pause < 0.005);
}

TEST_CASE_METHOD(WithFakeOs, "after a failure all that run are asked to end before one is killed") {
    children_end_when_asked(2);
    int started = 0;
    fake_os().on_spawn = [&](const sp::detail::os::Start&) {
        if (++started == 3)
            refuse_run_all(std::errc::no_such_file_or_directory);
    };
    CHECK_THROWS_AS(sp::run_all(commands(5), sp::jobs = 4, sp::grace = 100s), sp::FileNotFoundError);
    CHECK(fake_os().signals() == Calls{"ask 15", "ask 15"});
    CHECK(started == 3);
}

TEST_CASE_METHOD(WithFakeOs, "if descriptors run out, the error of run_all says for which command, and how many ran") {
    fake_os().on_wait = [](sp::detail::Deadline) { return std::optional<int>(); };
    fake_os().on_signal = [](int) { fake_os().on_wait = nullptr; };
    const std::errc shortage = GENERATE(std::errc::too_many_files_open, std::errc::too_many_files_open_in_system,
                                        std::errc::resource_unavailable_try_again);
    fake_os().on_spawn = [started = 0, shortage](const sp::detail::os::Start&) mutable {
        if (++started == 3)
            refuse_run_all(shortage);
    };
    CHECK_THROWS_WITH(sp::run_all(commands(5), sp::jobs = 4),
                      tests::ContainsSubstring("(command 3 of run_all: ['child'], while 2 others ran)"));
}

TEST_CASE_METHOD(WithFakeOs, "if the wait for all fails, all are killed") {
    children_end_when_asked(1);
    fake_os().on_signal = [](int) { fake_os().on_wait = nullptr; };
    fake_os().on_wait_for = [](auto&&...) { refuse_run_all(std::errc::not_enough_memory); };
    CHECK_THROWS_AS(sp::run_all(commands(2), sp::jobs = 2), sp::OSError);
    CHECK(fake_os().was_called("signal 9"));
}
