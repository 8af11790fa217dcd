// The example of docs/supervising.md: keeps a service running until this process is told to stop.
#include "helpers.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

namespace sp = subprocess;
using namespace std::chrono_literals;

// [supervise]
sp::Cancellation stop;

/// Returns when `stop` is cancelled, and nothing of the service is left.
void supervise(const sp::Command& service, const sp::Options& options) {
    constexpr sp::Seconds shortest = 50ms, longest = 1min, healthy = 10min;
    for (sp::Seconds pause = shortest; !stop.cancelled();) {
        const auto started = std::chrono::steady_clock::now();
        const auto ended = sp::try_run(service, options, sp::tree = true, sp::grace = 10s, sp::cancel = stop);
        if (stop.cancelled())
            break;
        if (std::chrono::steady_clock::now() - started > healthy)
            pause = shortest; // it has worked before
        std::cout << (ended ? "ended with " + std::to_string(ended->returncode) : ended.error().what()) << ", again in "
                  << pause << " s\n";
        const auto slept = sp::try_run({"sleep", std::to_string(pause.count())}, sp::cancel = stop); // can be stopped
        if (!slept && !stop.cancelled())
            std::this_thread::sleep_for(std::chrono::duration<double>(pause)); // no process could be started
        pause = std::min<sp::Seconds>(pause + pause, longest);
    }
    std::cout << "stopped\n";
}
// [/supervise]

int main(int, char** argv) {
    std::cout << std::unitbuf;
    const std::filesystem::path counter = beside(argv[0], "supervise-starts");
    std::filesystem::remove(counter);
    const char* const script = "echo x >> \"$1\"; [ $(wc -l < \"$1\") -gt 2 ] || exit 1\n"
                               "trap 'echo saved; exit 0' TERM; echo serving; while :; do sleep 0.05; done";
    // [main]
    std::signal(SIGTERM, [](int) { stop.cancel(); }); // again during the 10 s: SIGKILL at once

    sp::Options options;
    options.stderr_ = sp::DEVNULL;
    options.stdout_ = sp::each_line([](std::string_view line) {
        std::cout << "service: " << line << '\n';
        if (line == "serving")
            std::raise(SIGTERM); // as an administrator would do
    });
    supervise({"sh", "-c", script, "service", counter.string()}, options);
    // [/main]
    std::filesystem::remove(counter);
}
