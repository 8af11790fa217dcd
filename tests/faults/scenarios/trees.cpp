// Trees: the program, its supervisor, and what they leave behind.
#include "scenario.hpp"

#include <subprocess.hpp>

#include "os/posix/ask/features.hpp"

#include <chrono>
#include <csignal>

namespace faults {
namespace {

namespace sp = subprocess;
namespace os = subprocess::detail::os;
using namespace std::chrono_literals;

constexpr auto soon = 5ms;

void warm_up_tree() {
    warm_up();
    (void)sp::run({child, "exit", "0"}, sp::tree = true);
}

void fork() {
    os::give_up(os::Feature::tree_clone);
    warm_up_tree();
}

void lack_pidfds() {
    os::give_up(os::Feature::pidfd);
    os::give_up(os::Feature::pidfd_signals);
    warm_up_tree();
}

void plain() {
    const auto done = sp::run({child, "to", "1", "out", "exit", "3"}, sp::tree = true, sp::stdout_ = sp::PIPE);
    require_code(done.returncode, 3);
    require(done.stdout_ == "out", "the output is wrong");
}

/// The program ends, and leaves a daemon behind.
void leftover() {
    const auto done = sp::run({child, "fork", "daemon", "until", "0", "parent", "exit", "3"}, sp::stdin_ = gate,
                              sp::stdout_ = sp::PIPE, sp::tree = true);
    require_code(done.returncode, 3);
}

template <class... K> void require_late(K&&... keywords) {
    try {
        require_code(sp::run({child, "fork", "daemon", "until", "0", "parent", "until", "0"}, sp::stdin_ = gate,
                             sp::tree = true, sp::timeout = soon, std::forward<K>(keywords)...)
                         .returncode,
                     -SIGALRM);
    } catch (const sp::TimeoutExpired&) {
    }
}

void timeout_passes() {
    require_late(sp::stdout_ = sp::PIPE);
}

void grace() {
    require_late(sp::grace = 1ms);
}

void no_program() {
    try {
        require_code(sp::call({"/nowhere/program"}, sp::tree = true), -SIGALRM);
    } catch (const sp::FileNotFoundError&) {
    }
}

void popen() {
    sp::Popen process({child, "until", "0"}, sp::stdin_ = sp::PIPE, sp::tree = true);
    process.terminate();
    require_code(process.wait(), -SIGTERM);
}

void destructor() {
    const sp::Popen process({child, "until", "0"}, sp::stdin_ = gate, sp::tree = true);
}

void terminal() {
    const auto done =
        sp::run({child, "to", "1", "out", "exit", "3"}, sp::tree = true, sp::pty = true, sp::capture_output = true);
    require_code(done.returncode, 3);
    require(done.stdout_ == "out", "the output is wrong");
}

void pipeline() {
    const auto done =
        sp::run_pipeline({child, "to", "1", "out"}, {child, "cat"}, sp::tree = true, sp::capture_output = true);
    for (const int code : done.returncodes)
        require_code(code, 0);
    require(done.stdout_ == "out", "the output is wrong");
}

void detach() {
    sp::Popen process({child, "until", "0"}, sp::stdin_ = gate, sp::tree = true);
    process.detach();
}

} // namespace

const std::vector<Scenario> trees = {
    {"tree: the first one", plain, warm_up},
    {"tree: a later one", plain, warm_up_tree},
    {"tree: fork", plain, fork},
    {"tree: no pidfds", plain, lack_pidfds},
    {"tree: leftover", leftover, warm_up_tree},
    {"tree: timeout", timeout_passes, warm_up_tree},
    {"tree: grace", grace, warm_up_tree},
    {"tree: no program", no_program, warm_up_tree},
    {"tree: Popen", popen, warm_up_tree},
    {"tree: destructor", destructor, warm_up_tree},
    {"tree: pty", terminal, warm_up_tree},
    {"tree: pipeline", pipeline, warm_up_tree},
    {"tree: detach", detach, warm_up_tree, Children::are_left},
};

} // namespace faults
