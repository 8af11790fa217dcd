#include "why.hpp"

#include <subprocess.hpp>

#include <chrono>

namespace why {

namespace sp = subprocess;
using namespace std::chrono_literals;

std::string name() {
    return "subprocess " SUBPROCESS_VERSION;
}

std::string run_missing() {
    try {
        sp::run({"no-such-program"});
    } catch (const sp::FileNotFoundError& error) {
        return error.what();
    }
    return "nothing";
}

bool run_with_limit(const Words& command) {
    try {
        sp::run(command, sp::timeout = 200ms, sp::tree = true);
    } catch (const sp::TimeoutExpired&) {
    }
    return true;
}

bool round_trip(const Words& command, const std::string& input, std::string& output) {
    output = sp::check_output(command, sp::input = input);
    return true;
}

std::string capture(const Words& command) {
    return *sp::run(command, sp::stdout_ = sp::PIPE).stdout_;
}

} // namespace why
