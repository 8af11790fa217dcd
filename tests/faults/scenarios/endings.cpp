// How calls and children end: by themselves, late, cancelled, or left alone.
#include "scenario.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <csignal>

namespace faults {
namespace {

namespace sp = subprocess;
using namespace std::chrono_literals;

constexpr auto soon = 5ms;

/// Runs what has to end by this exception.
template <class Error, class F> void require_thrown(F call) {
    try {
        call();
    } catch (const Error&) {
        return;
    }
    throw Wrong{"nothing was thrown"};
}

/// A child that may have been killed ends early.
template <class Error, class F> void require_late(F call) {
    require_thrown<Error>([&] { require_code(call().returncode, -SIGALRM); });
}

void timeout_passes() {
    require_late<sp::TimeoutExpired>([] {
        return sp::run({child, "to", "1", "x", "until", "0"}, sp::stdin_ = gate, sp::stdout_ = sp::PIPE,
                       sp::timeout = soon);
    });
}

void timeout_without_pipes() {
    require_late<sp::TimeoutExpired>([] {
        return sp::run({child, "until", "0"}, sp::stdin_ = gate, sp::timeout = soon);
    });
}

/// The grandchild holds the pipe.
void grandchild() {
    require_late<sp::TimeoutExpired>([] {
        return sp::run({child, "fork", "until", "0", "parent", "until", "0"}, sp::stdin_ = gate, sp::stdout_ = sp::PIPE,
                       sp::timeout = soon);
    });
}

void grace() {
    require_late<sp::TimeoutExpired>([] {
        return sp::run({child, "ignore", "15", "until", "0"}, sp::stdin_ = gate, sp::timeout = soon, sp::grace = soon);
    });
}

void idle() {
    require_late<sp::TimeoutExpired>([] {
        return sp::run({child, "until", "0"}, sp::stdin_ = gate, sp::stdout_ = sp::PIPE, sp::idle_timeout = soon);
    });
}

void too_much_output() {
    require_late<sp::OutputLimitExceeded>([] {
        return sp::run({child, "flood", "1"}, sp::stdout_ = sp::PIPE, sp::max_output = 10000);
    });
}

/// The grandchild holds the pipe beyond the end of the child.
void drained() {
    const auto done = sp::run({child, "fork", "until", "0", "parent", "to", "1", "x"}, sp::stdin_ = gate,
                              sp::stdout_ = sp::PIPE, sp::drain = soon);
    require_code(done.returncode, 0);
    require(done.stdout_ == "x" && done.leaked, "the output is wrong");
}

void cancelled() {
    sp::Cancellation cancellation;
    const auto stop = [&](std::string_view) { cancellation.cancel(); };
    require_late<sp::Cancelled>([&] {
        return sp::run({child, "to", "1", "x\n", "until", "0"}, sp::stdin_ = gate, sp::stdout_ = sp::each_line(stop),
                       sp::cancel = cancellation);
    });
}

void throwing_sink() {
    require_late<int>([] {
        return sp::run({child, "to", "1", "x\n", "until", "0"}, sp::stdin_ = gate,
                       sp::stdout_ = sp::each_line([](std::string_view) { throw 3; }));
    });
}

void wait_with_timeout() {
    sp::Popen process({child, "until", "0", "exit", "3"}, sp::stdin_ = sp::PIPE);
    try {
        require_code(process.wait(soon), -SIGALRM);
    } catch (const sp::TimeoutExpired&) {
        process.stdin_.close();
        require_code(process.wait(), 3);
    }
}

void terminate() {
    sp::Popen process({child, "until", "0", "exit", "3"}, sp::stdin_ = sp::PIPE);
    process.terminate();
    require_code(process.wait(), -SIGTERM);
}

void kill() {
    sp::Popen process({child, "until", "0"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    require(!process.poll().has_value() || kills(), "it has ended");
    process.kill();
    require_code(process.wait(), -SIGKILL);
}

void stop() {
    sp::Popen process({child, "ignore", "15", "until", "0"}, sp::stdin_ = sp::PIPE, sp::grace = soon);
    process.stop();
}

void detach() {
    sp::Popen process({child, "until", "0"}, sp::stdin_ = gate);
    process.detach();
}

void destructor() {
    const sp::Popen process({child, "until", "0"}, sp::stdin_ = sp::PIPE);
}

void tried() {
    const auto result = sp::try_run({child, "cat", "exit", "3"}, sp::input = "x", sp::stdout_ = sp::PIPE);
    if (!result)
        result.error().rethrow();
    require_code(result->returncode, 3);
    require(result->stdout_ == "x", "the output is wrong");
}

} // namespace

const std::vector<Scenario> endings = {
    {"end: timeout", timeout_passes, warm_up},
    {"end: timeout without pipes", timeout_without_pipes, warm_up},
    {"end: timeout with a grandchild", grandchild, warm_up},
    {"end: grace", grace, warm_up},
    {"end: idle_timeout", idle, warm_up},
    {"end: max_output", too_much_output, warm_up},
    {"end: drain", drained, warm_up},
    {"end: cancel", cancelled, warm_up},
    {"end: a sink throws", throwing_sink, warm_up},
    {"end: wait with a timeout", wait_with_timeout, warm_up},
    {"end: terminate", terminate, warm_up},
    {"end: kill", kill, warm_up},
    {"end: stop", stop, warm_up},
    {"end: detach", detach, warm_up, Children::are_left},
    {"end: destructor", destructor, warm_up},
    {"end: try_run", tried, warm_up},
};

} // namespace faults
