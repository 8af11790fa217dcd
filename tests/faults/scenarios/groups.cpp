// Several children at a time, and calls in steps.
#include "scenario.hpp"

#include <subprocess.hpp>
#include <subprocess/communication.hpp>

#include "os/posix/ask/features.hpp"

#include "support/loop.hpp"

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace faults {
namespace {

namespace sp = subprocess;
namespace os = subprocess::detail::os;
using namespace std::chrono_literals;

void warm_up_without_pidfds() {
    os::give_up(os::Feature::pidfd);
    os::give_up(os::Feature::pidfd_signals);
    warm_up();
}

void pipeline() {
    const auto done = sp::run_pipeline({child, "to", "1", "out"}, {child, "cat"}, {child, "cat", "exit", "3"},
                                       sp::capture_output = true);
    for (std::size_t i = 0; i < done.returncodes.size(); ++i)
        require_code(done.returncodes[i], i == 2 ? 3 : 0);
    require(done.stdout_ == "out", "the output is wrong");
}

void pipeline_without_program() {
    try {
        const auto done = sp::run_pipeline({child, "cat"}, {"/nowhere/program"}, sp::stdin_ = sp::DEVNULL);
        require_code(done.returncodes[1], 0);
        require(false, "nothing was thrown");
    } catch (const sp::FileNotFoundError&) {
    }
}

void late_pipeline() {
    try {
        const auto done = sp::run_pipeline({child, "until", "0"}, {child, "cat"}, sp::stdin_ = gate, sp::timeout = 5ms);
        for (const int code : done.returncodes)
            require_code(code, -SIGALRM);
    } catch (const sp::TimeoutExpired&) {
    }
}

void late_steps() {
    try {
        sp::Running steps({child, "until", "0"}, sp::stdin_ = gate, sp::timeout = 5ms);
        tests::drive(steps);
        require_code(steps.result().returncode, -SIGALRM);
    } catch (const sp::TimeoutExpired&) {
    }
}

void left_steps() {
    sp::Running steps({child, "until", "0"}, sp::stdin_ = gate, sp::stdout_ = sp::PIPE);
    steps.step();
}

void run_all() {
    const std::vector<std::vector<std::string>> commands(4, {child, "to", "1", "x", "exit", "3"});
    for (const auto& result : sp::run_all(commands, sp::jobs = 2, sp::capture_output = true)) {
        if (!result)
            result.error().rethrow();
        require_code(result->returncode, 3);
        require(result->stdout_ == "x", "the output is wrong");
    }
}

void set() {
    sp::Popen one({child, "until", "0"}, sp::stdin_ = sp::PIPE), other({child, "exit", "3"});
    sp::PopenSet both;
    both.add(one);
    both.add(other);
    require(&both.wait_any() == &other || kills(), "another one has ended");
    require_code(other.wait(), 3);
    one.stdin_.close();
    require_code(one.wait(), 0);
}

void any() {
    sp::Popen one({child, "until", "0"}, sp::stdin_ = sp::PIPE), other({child, "exit", "3"});
    require(&sp::wait_any({&one, &other}) == &other || kills(), "another one has ended");
    require_code(other.wait(), 3);
}

void communication() {
    sp::Popen process({child, "cat", "exit", "3"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    sp::Communication steps(process, sp::input = "some");
    tests::drive(steps);
    const auto outputs = steps.result();
    require_code(process.wait(), 3);
    require(outputs.stdout_ == "some", "the output is wrong");
}

void running() {
    sp::Running steps({child, "cat", "exit", "3"}, sp::input = "some", sp::stdout_ = sp::PIPE);
    tests::drive(steps);
    const auto done = steps.result();
    require_code(done.returncode, 3);
    require(done.stdout_ == "some", "the output is wrong");
}

} // namespace

const std::vector<Scenario> groups = {
    {"many: pipeline", pipeline, warm_up},
    {"many: pipeline, no pidfds", pipeline, warm_up_without_pidfds},
    {"many: pipeline without a program", pipeline_without_program, warm_up},
    {"many: pipeline with a timeout", late_pipeline, warm_up},
    {"many: run_all", run_all, warm_up},
    {"many: PopenSet", set, warm_up},
    {"many: wait_any", any, warm_up},
    {"many: Communication", communication, warm_up},
    {"many: Running", running, warm_up},
    {"many: Running with a timeout", late_steps, warm_up},
    {"many: Running, destroyed early", left_steps, warm_up},
};

} // namespace faults
