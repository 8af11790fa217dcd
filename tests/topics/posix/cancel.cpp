// cancel from signal handlers, after fork(), and while a child is asked to end.
#include "support/canceller.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <csignal>

#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

Cancellation* cancelled_by_signal = nullptr;

/// While it lives, SIGUSR1 cancels the source, as a program's Ctrl-C would.
class Handler {
public:
    explicit Handler(Cancellation& source) {
        cancelled_by_signal = &source;
        m_before = std::signal(SIGUSR1, [](int) { cancelled_by_signal->cancel(); });
    }
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;
    ~Handler() { std::signal(SIGUSR1, m_before); }

private:
    void (*m_before)(int);
};

void signal_ourselves() {
    ::kill(::getpid(), SIGUSR1);
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a signal handler cancels what waits") {
    INFO(name());
    Cancellation source;
    const Handler handler(source);
    const Gate gate;
    const Canceller canceller(signal_ourselves);
    const Options given = passing({canceller.native_handle()});
    SECTION("for the end of a child") {
        CHECK_THROWS_AS(call(canceller.ready_child(), stdin_ = gate, cancel = source, given), Cancelled);
    }
    SECTION("for output") {
        CHECK_THROWS_AS(run(canceller.ready_child(), stdin_ = gate, stdout_ = PIPE, cancel = source, given), Cancelled);
    }
    SECTION("for the end of a child that has closed its pipes") {
        CHECK_THROWS_AS(run(canceller.ready_child("close", 1), stdin_ = gate, stdout_ = PIPE, cancel = source, given),
                        Cancelled);
    }
    CHECK(source.cancelled());
}

TEST_CASE_METHOD(Census, "a second cancel, while the child is asked to end, kills it") {
    Cancellation source;
    const Gate gate;
    const Canceller canceller(source);
    const auto command =
        canceller.ready_child("on", SIGTERM, "to", canceller.native_handle(), "asked", "then", "to", 1, "so far");
    const bool is_tree = GENERATE(false, true);
    CHECK(thrown<Cancelled>([&] {
              run(command, stdin_ = gate, stdout_ = PIPE, cancel = source, grace = 1h, tree = is_tree,
                  passing({canceller.native_handle()}));
          }).stdout_ == "so far");
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "cancel kills a child that is asked to end after a timeout") {
    for (double limit = time_to_start();; limit *= 2) {
        Cancellation source;
        const Gate gate;
        const Canceller canceller(source);
        const auto command =
            child("on", SIGTERM, "to", canceller.native_handle(), "asked", "then", "to", 1, "ready", "until", 0);
        const auto late = thrown<TimeoutExpired>([&] {
            run(command, stdin_ = gate, stdout_ = PIPE, cancel = source, grace = 1h, timeout = limit,
                passing({canceller.native_handle()}));
        });
        if (late.stdout_ == "ready") // else the signal came before its handler
            break;
    }
}

TEST_CASE_METHOD(Census, "what a program has left behind is killed by cancel, and the call succeeds",
                 "[beyond-posix]") {
    Cancellation source;
    const Canceller canceller(source);
    Pipe ready;
    const auto command = child("fork", "on", SIGTERM, "to", canceller.native_handle(), "asked", "then", "to",
                               ready.writer.get(), "r", "until", 0, "parent", "read", ready.reader.get(), 1);
    const Gate gate;
    const CompletedProcess done = run(command, stdin_ = gate, tree = true, cancel = source, grace = 1h,
                                      passing({canceller.native_handle(), ready.writer.get(), ready.reader.get()}));
    CHECK(done.returncode == 0);
    CHECK(done.left_behind == 1);
    CHECK(source.cancelled());
}

TEST_CASE_METHOD(Census, "a copy by fork cannot cancel") {
    Cancellation source;
    CHECK(in_fork([&] {
              source.cancel();
              return std::string(source.cancelled() ? "cancelled" : "ignored");
          }) == "ignored");
    CHECK_FALSE(source.cancelled());
    CHECK(run(child("to", 1, "x"), stdout_ = PIPE, cancel = source, timeout = 1h).stdout_ == "x");
}

TEST_CASE_METHOD(Census, "cancel leaves errno alone") {
    Cancellation source;
    errno = EDOM;
    source.cancel();
    CHECK(errno == EDOM);
}
