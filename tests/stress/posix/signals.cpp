// Very frequent signals, and preexec_fn.
#include "support/helpers.hpp"

#include <csignal>

#include <sys/time.h>

using namespace subprocess;
using namespace tests;

namespace {

void do_nothing(int) {}

/// During its lifetime, raises SIGALRM every millisecond, with a handler that interrupts system calls.
class AlarmStorm {
public:
    AlarmStorm() {
        struct sigaction action {};
        action.sa_handler = do_nothing;
        ::sigaction(SIGALRM, &action, &m_before);
        set_interval(1000);
    }
    AlarmStorm(const AlarmStorm&) = delete;
    AlarmStorm& operator=(const AlarmStorm&) = delete;
    ~AlarmStorm() {
        set_interval(0);
        ::sigaction(SIGALRM, &m_before, nullptr);
    }

private:
    static void set_interval(suseconds_t microseconds) {
        itimerval interval{};
        interval.it_interval.tv_usec = interval.it_value.tv_usec = microseconds;
        ::setitimer(ITIMER_REAL, &interval, nullptr);
    }

    struct sigaction m_before {};
};

} // namespace

TEST_CASE_METHOD(Census, "an alarm every millisecond does not disturb run or communicate",
                 "[lesson-69][py-130][py-155]") {
    const AlarmStorm storm;
    const std::string bytes(1 << 20, 'x');
    for (int i = 0; i < 30; ++i) {
        CHECK((run(child("cat"), input = bytes, capture_output = true).stdout_ == bytes));
        CHECK(run(child("read", 0, 1, "exit", 3), input = bytes, timeout = 1min).returncode == 3);
        CHECK(check_output(child("repeat", 1, 100000, "x")).size() == 100000);

        Gate gate;
        Popen process(child("until", gate.native_handle()), stdin_ = PIPE, stdout_ = PIPE, bufsize = 0,
                      pass_fds = {gate.native_handle()});
        CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
        CHECK_THROWS_AS(process.communicate(None, 0), TimeoutExpired);
        gate.open();
        process.communicate();
        CHECK_THROWS_AS(run({"/nonexistent"}, input = "x"), FileNotFoundError);
    }
}

TEST_CASE_METHOD(Census, "an alarm every millisecond makes timeouts neither early nor endless", "[lesson-69]") {
    const AlarmStorm storm;
    Gate gate;
    Popen process(child("until", 0), stdin_ = gate, stdout_ = PIPE);
    for (int i = 0; i < 10; ++i) {
        CHECK(duration_of([&] { CHECK_THROWS_AS(process.wait(moment), TimeoutExpired); }) >= moment);
        CHECK(duration_of([&] { CHECK_THROWS_AS(process.communicate(None, moment), TimeoutExpired); }) >= moment);
    }
    gate.open();
}

TEST_CASE_METHOD(Census, "a thousand children with preexec_fn leave nothing behind", "[lesson-11]") {
    for (int i = 0; i < 1000; ++i)
        run(
            {STATIC_CHILD}, preexec_fn = [] {}, stdout_ = PIPE);
}
