// cancel on every system: from another thread, and before the start. Signals are in posix/cancel.cpp.
#include "support/canceller.hpp"
#include "support/helpers.hpp"

#include <functional>
#include <thread>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "cancel ends run, and Cancelled has what was read") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    const auto error = thrown<Cancelled>([&] {
        run(canceller.ready_child("to", 1, "so far"), stdin_ = gate, capture_output = true, cancel = source,
            passing({canceller.native_handle()}));
    });
    CHECK(error.stdout_ == "so far");
    CHECK(error.stderr_ == "");
    CHECK_THAT(error.what(), EndsWith("' was cancelled"));
    CHECK(error.cmd == canceller.ready_child("to", 1, "so far"));
    CHECK(children() == "");
}

// The pause is not needed to be right: it lets the call fall asleep, so that it has to be woken up.
TEST_CASE_METHOD(Census, "cancel wakes up a call that sleeps") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller([&source] {
        std::this_thread::sleep_for(moment);
        source.cancel();
    });
    const Options given = passing({canceller.native_handle()});
    SECTION("in the exchange") {
        CHECK_THROWS_AS(run(canceller.ready_child(), stdin_ = gate, stdout_ = PIPE, cancel = source, given), Cancelled);
    }
    SECTION("in the wait for the end") {
        CHECK_THROWS_AS(call(canceller.ready_child(), stdin_ = gate, cancel = source, given), Cancelled);
    }
}

TEST_CASE_METHOD(Census, "cancel ends call, check_call and check_output") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    const auto command = canceller.ready_child();
    const Options given = passing({canceller.native_handle()});
    SECTION("call") {
        CHECK_THROWS_AS(call(command, stdin_ = gate, cancel = source, given), Cancelled);
    }
    SECTION("check_call") {
        CHECK_THROWS_AS(check_call(command, stdin_ = gate, cancel = source, given), Cancelled);
    }
    SECTION("check_output") {
        CHECK_THROWS_AS((void)check_output(command, stdin_ = gate, cancel = source, given), Cancelled);
    }
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "cancel ends a tree") {
    Cancellation source;
    const Gate gate;
    LifeLine line;
    {
        const Canceller canceller(source);
        const auto command = canceller.ready_child("fork", "until", 0, "parent");
        CHECK_THROWS_AS(run(command, stdin_ = gate, tree = true, cancel = source,
                            passing({canceller.native_handle(), line.native_handle()})),
                        Cancelled);
    }
    line.given();
    line.await_end();
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "a child with a pipe that a timeout could end is cancelled long before") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    CHECK_THROWS_AS(run(canceller.ready_child(), stdin_ = gate, stdout_ = PIPE, cancel = source, timeout = 1h,
                        idle_timeout = 1h, drain = 1h, passing({canceller.native_handle()})),
                    Cancelled);
}

TEST_CASE_METHOD(Census, "cancel reaches a child that takes no input") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    const auto command = child("to", canceller.native_handle(), "ready", "until", gate.native_handle());
    CHECK_THROWS_AS(run(command, input = std::string(1 << 20, 'x'), cancel = source,
                        passing({canceller.native_handle(), gate.native_handle()})),
                    Cancelled);
}

// Popen ---------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a cancelled communicate leaves the child, and can be called again") {
    Cancellation source;
    Gate gate;
    const Canceller canceller(source);
    Popen process(child("to", 1, "so far", "to", canceller.native_handle(), "ready", "until", gate.native_handle(),
                        "to", 1, " and on"),
                  stdout_ = PIPE, passing({canceller.native_handle(), gate.native_handle()}));
    CHECK(thrown<Cancelled>([&] { process.communicate(cancel = source); }).stdout_ == "so far");
    CHECK(process.poll() == None);
    CHECK_THROWS_AS(process.communicate(None, cancel = source), Cancelled);
    gate.open();
    CHECK(process.communicate().stdout_ == "so far and on");
}

TEST_CASE_METHOD(Census, "a cancelled wait leaves the child, and can be called again") {
    Cancellation source;
    Gate gate;
    const Canceller canceller(source);
    Popen process(canceller.ready_child(), stdin_ = gate, tree = GENERATE(false, true),
                  passing({canceller.native_handle()}));
    CHECK(thrown<Cancelled>([&] { process.wait(cancel = source); }).stdout_ == None);
    CHECK_THROWS_AS(process.wait(5s, cancel = source), Cancelled);
    CHECK_THROWS_AS(process.wait(cancel = source, timeout = 1h), Cancelled);
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.wait() == 0);
    CHECK(process.wait(cancel = source) == 0);
}

// Sources -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "nothing is started if the call is cancelled before") {
    Cancellation source;
    CHECK_FALSE(source.cancelled());
    source.cancel();
    source.cancel();
    CHECK(source.cancelled());
    const auto file = folder() / "started";
    const std::vector<std::string> command = child("to", 1, "started");
    CHECK_THROWS_AS(run(command, stdout_ = open(file, "w"), cancel = source), Cancelled);
    CHECK_THROWS_AS(call(command, stdout_ = open(file, "w"), cancel = source), Cancelled);
    CHECK(thrown<Cancelled>([&] { (void)check_output(command, cancel = source); }).stdout_ == None);
    CHECK(content_of(file) == "");
}

TEST_CASE_METHOD(Census, "a source that nobody cancels changes nothing") {
    Cancellation source;
    CHECK(run(child("to", 1, "x"), stdout_ = PIPE, cancel = source).stdout_ == "x");
    CHECK(run(child("cat"), input = "x", stdout_ = PIPE, cancel = source).stdout_ == "x");
    CHECK(call(child("exit", 3), cancel = source) == 3);
    CHECK(call(child("exit", 3), cancel = source, tree = true) == 3);
    CHECK_FALSE(source.cancelled());
}

TEST_CASE_METHOD(Census, "one source cancels several calls") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    std::string told;
    std::thread other([&] {
        try {
            call(child("until", 0), stdin_ = gate, cancel = source);
        } catch (const Cancelled& error) {
            told = error.what();
        }
    });
    CHECK_THROWS_AS(call(canceller.ready_child(), stdin_ = gate, cancel = source, passing({canceller.native_handle()})),
                    Cancelled);
    other.join();
    CHECK_THAT(told, EndsWith("was cancelled"));
}

TEST_CASE_METHOD(Census, "an Options, a reference_wrapper and an optional carry a source") {
    Cancellation source;
    source.cancel();
    const auto is_cancelled = [](auto&&... keywords) {
        try {
            run(child("exit", 0), keywords...);
            return false;
        } catch (const Cancelled&) {
            return true;
        }
    };
    Options options;
    options.cancel = source;
    const Options copy = options;
    options.cancel = None;
    CHECK(is_cancelled(copy));
    CHECK_FALSE(is_cancelled(options));
    const std::optional<std::reference_wrapper<Cancellation>> some = source;
    std::optional<Cancellation> own;
    CHECK_THROWS_AS(run(child("exit", 0), cancel = some), Cancelled);
    CHECK_THROWS_AS(run(child("exit", 0), cancel = std::ref(source)), Cancelled);
    CHECK(run(child("exit", 0), cancel = own).returncode == 0);
    CHECK(run(child("exit", 0), cancel = None).returncode == 0);
    own.emplace().cancel();
    CHECK_THROWS_AS(run(child("exit", 0), cancel = own), Cancelled);
}
