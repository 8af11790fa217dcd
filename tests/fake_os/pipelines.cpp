// The order in which the commands of a pipeline are connected, started and ended.
#include "fake_os/fake_os.hpp"

#include "process/abandoned.hpp"
#include "python/raise.hpp"
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace sp = subprocess;
using namespace std::chrono_literals;
using tests::Calls;
using tests::fake_os;
using tests::WithFakeOs;

namespace {

/// Commands that never end.
struct StubbornPipeline : WithFakeOs {
    StubbornPipeline() {
        fake_os().on_exchange = [](const sp::detail::os::Exchange&) { return false; };
        fake_os().on_wait = [](sp::detail::Deadline) { return std::optional<int>(); };
    }
    ~StubbornPipeline() {
        fake_os().on_wait = nullptr;
        sp::cleanup();
    }
};

/// The longest run of these calls without others between them.
long in_a_row(const std::string& call) {
    long longest = 0, count = 0;
    for (const std::string& made : fake_os().calls) {
        count = made == call ? count + 1 : 0;
        longest = std::max(longest, count);
    }
    return longest;
}

auto count_of(const std::string& call) {
    return std::count(fake_os().calls.begin(), fake_os().calls.end(), call);
}

} // namespace

TEST_CASE_METHOD(StubbornPipeline, "all commands of a pipeline are asked, and killed, before the first is waited for") {
    CHECK_THROWS_AS(
        sp::run_pipeline({"a"}, {"b"}, {"c"}, sp::timeout = 0, sp::grace = {{SIGINT, 100s}, {SIGTERM, 200s}}),
        sp::TimeoutExpired);
    CHECK(fake_os().signals() ==
          Calls{"ask 2", "ask 2", "ask 2", "ask 15", "ask 15", "ask 15", "signal 9", "signal 9", "signal 9"});
    CHECK(in_a_row("ask 2") == 3);
    CHECK(in_a_row("ask 15") == 3);
    CHECK(in_a_row("signal 9") == 3);
}

TEST_CASE_METHOD(StubbornPipeline, "commands are killed and reaped although one could once not be waited for") {
    int waits_left = GENERATE(2, 4, 6, 8); // before they are asked, while they have time, and before and after the kill
    fake_os().on_wait = [&](sp::detail::Deadline) -> std::optional<int> {
        if (--waits_left == 0)
            sp::detail::throw_os_error(std::make_error_code(std::errc::not_enough_memory));
        return fake_os().was_called("signal 9") ? std::optional<int>(tests::was_killed) : std::nullopt;
    };
    CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, sp::timeout = 0, sp::grace = 100s), sp::TimeoutExpired);
    CHECK(count_of("signal 9") == 2);
    CHECK(sp::detail::abandoned_count() == 0);
}

TEST_CASE_METHOD(StubbornPipeline, "commands are killed and reaped although each could once not be waited for") {
    fake_os().on_wait = [waits = 0](sp::detail::Deadline) mutable -> std::optional<int> {
        if (++waits == 7 || waits == 9) // after the kill
            sp::detail::throw_os_error(std::make_error_code(std::errc::not_enough_memory));
        return fake_os().was_called("signal 9") ? std::optional<int>(tests::was_killed) : std::nullopt;
    };
    CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, sp::timeout = 0, sp::grace = 100s), sp::TimeoutExpired);
    CHECK(count_of("signal 9") == 2);
    CHECK(sp::detail::abandoned_count() == 0);
}

TEST_CASE_METHOD(StubbornPipeline, "a command that may not be killed does not keep the others alive") {
    fake_os().on_signal = [is_first = true](int) mutable {
        if (std::exchange(is_first, false))
            sp::detail::throw_os_error(std::make_error_code(std::errc::operation_not_permitted));
    };
    CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, sp::timeout = 0), sp::TimeoutExpired);
    CHECK(count_of("signal 9") == 2);
    CHECK(fake_os().longest_wait <= 2);
}

TEST_CASE_METHOD(WithFakeOs,
                 "commands are connected by pipes that are like files, and while they run only our ends are open") {
    std::size_t open_while_running = 0;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        open_while_running = fake_os().open_handles.size();
        for (const auto& flow : exchange)
            flow.stream->close();
        return true;
    };
    sp::run_pipeline({"a"}, {"b"}, {"c"}, sp::capture_output = true);
    CHECK(count_of("open_file_pipe") == 2);
    CHECK(count_of("open_pipe read") == 2);
    CHECK(open_while_running == 2);
    CHECK(fake_os().position_of("validate") < fake_os().position_of("spawn"));
}

TEST_CASE_METHOD(WithFakeOs, "with a function between them, both pipes have an end that is ours") {
    sp::run_pipeline({"a"}, sp::through([](std::string_view, std::string&) {}), {"b"});
    CHECK(count_of("open_file_pipe") == 0);
    CHECK(count_of("open_pipe read") == 1);
    CHECK(count_of("open_pipe write") == 1);
}

TEST_CASE_METHOD(WithFakeOs, "if a command cannot be started, those that were are killed and the streams are closed") {
    fake_os().on_wait = [](sp::detail::Deadline) {
        return fake_os().was_called("signal 9") ? std::optional<int>(-9) : std::nullopt;
    };
    fake_os().on_spawn = [](const sp::detail::os::Start& start) {
        if (start.command.words.front() == "c")
            sp::detail::throw_os_error(std::make_error_code(std::errc::no_such_file_or_directory), "c");
    };
    CHECK_THROWS_AS(sp::run_pipeline({"a"}, {"b"}, {"c"}, sp::capture_output = true, sp::grace = 100s),
                    sp::FileNotFoundError);
    CHECK(fake_os().signals() == Calls{"signal 9", "signal 9"});
    CHECK(fake_os().open_handles.empty());
}

TEST_CASE_METHOD(WithFakeOs, "with trees, what each command has left behind gets the time of drain") {
    int drains = 0;
    fake_os().exit_handle = tests::handle_of(99);
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        drains += exchange.until != nullptr && !exchange.deadline.is_never() ? 1 : 0;
        return exchange.count_open() == 0;
    };
    CHECK(sp::run_pipeline({"a"}, {"b"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::drain = 100s).leaked);
    CHECK(drains == 2);
}

TEST_CASE_METHOD(WithFakeOs, "a tree whose end nothing tells is not asked for it while it may still write") {
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        CHECK((exchange.until == nullptr || exchange.deadline.is_never()));
        return exchange.count_open() == 0;
    };
    CHECK(sp::run_pipeline({"a"}, {"b"}, sp::stdout_ = sp::PIPE, sp::tree = true, sp::drain = 100s).leaked);
}

TEST_CASE_METHOD(StubbornPipeline, "what goes through a function starts the idle clock again") {
    int restarts = 0;
    fake_os().on_exchange = [&](const sp::detail::os::Exchange& exchange) {
        constexpr std::size_t entry = 1, exit = 2; // behind the pipeline's own output
        const auto restarts_by = [&](auto move) {
            const auto before = exchange.deadline.remaining() - 1ms;
            while (exchange.deadline.remaining() > before) {
            }
            move();
            restarts += exchange.deadline.remaining() > before ? 1 : 0;
        };
        if (exchange.count > exit && !exchange.deadline.has_passed() && restarts == 0) {
            restarts_by([&] { tests::receive(exchange.flows[entry], "x"); });
            restarts_by([&] { tests::send(exchange.flows[exit], 1); });
        }
        return false;
    };
    const auto pass = [](std::string_view in, std::string& out) { out += in; };
    CHECK_THROWS_AS(sp::run_pipeline({"a"}, sp::through(pass), {"b"}, sp::stdout_ = sp::PIPE, sp::idle_timeout = 100s),
                    sp::TimeoutExpired);
    CHECK(restarts == 2);
}
