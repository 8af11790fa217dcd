// The examples of docs/trees.md.
#include "helpers.hpp"

#include <chrono>
#include <csignal>
#include <iostream>
#include <stdexcept>
#include <string>

namespace sp = subprocess;
using namespace std::chrono_literals;

void limited() {
    // [run]
    try {
        sp::run({"sh", "-c", "sleep 60 & sleep 60 & wait"}, sp::tree = true, sp::timeout = 500ms);
    } catch (const sp::TimeoutExpired&) {
        std::cout << "too slow, and nothing of it is left\n"; // the shell and both sleeps have ended
    }
    // [/run]
}

// [server]
void serve() {
    sp::Popen server({"sleep", "60"}, sp::tree = true, sp::grace = 5s);
    throw std::runtime_error("something else went wrong"); // ends the server: SIGTERM, and SIGKILL after 5 s
}
// [/server]

void leftovers() {
    // [left_behind]
    auto done = sp::run({"sh", "-c", "sleep 60 & echo started"}, sp::tree = true, sp::stdout_ = sp::PIPE);
    std::cout << done.stdout_ << done.left_behind << " process was ended\n"; // at once, and not after 60 s
    // [/left_behind]
}

int main() {
    std::cout << std::unitbuf;
    limited();
    try {
        serve();
    } catch (const std::runtime_error& error) {
        std::cout << error.what() << '\n';
    }
    leftovers();
}
