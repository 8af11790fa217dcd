// The examples of docs/cookbook.md: what ends a call early.
#include <subprocess.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <thread>

namespace sp = subprocess;
using namespace std::chrono_literals;

void one_limit_for_several() {
    // [deadline]
    const auto deadline = std::chrono::steady_clock::now() + 10min;
    sp::run({"echo", "configure"}, sp::timeout = deadline);
    sp::run({"echo", "compile"}, sp::timeout = deadline); // has what is left of the ten minutes
    // [/deadline]
}

void idle() {
    // [idle]
    try {
        sp::run({"sh", "-c", "echo working; exec sleep 60"}, sp::stdout_ = sp::PIPE, sp::timeout = 1h,
                sp::idle_timeout = 1s);
    } catch (const sp::TimeoutExpired& late) {
        std::cout << (late.idle ? "silent for " : "not ready after ") << late.timeout << " s\n";
    }
    // [/idle]
}

void too_much() {
    // [max_output]
    try {
        sp::run({"yes"}, sp::capture_output = true, sp::max_output = 1 << 20);
    } catch (const sp::OutputLimitExceeded& error) { // it was killed
        std::cout << "the first " << error.stdout_->size() << " bytes were read\n";
    }
    // [/max_output]
}

// [ctrl_c]
sp::Cancellation ctrl_c;

void install_handler() {
    std::signal(SIGINT, [](int) { ctrl_c.cancel(); }); // again during the 10 s: SIGKILL at once
}

int build() {
    try {
        sp::run({"make", "-j8"}, sp::tree = true, sp::grace = 10s, sp::cancel = ctrl_c);
        return 0;
    } catch (const sp::Cancelled&) { // make and all that it had started have ended
        return 130;
    }
}
// [/ctrl_c]

void from_a_thread() {
    // [cancel]
    sp::Cancellation source;
    std::thread user([&] { source.cancel(); });
    try {
        sp::run({"sleep", "60"}, sp::cancel = source);
    } catch (const sp::Cancelled& error) {
        std::cout << error.what() << '\n';
    }
    // [/cancel]
    user.join();
}

int main() {
    std::cout << std::unitbuf; // the children write to the same stdout
    one_limit_for_several();
    idle();
    too_much();
    install_handler();
    std::raise(SIGINT);
    std::cout << build() << '\n';
    from_a_thread();
}
