// The examples of docs/many.md.
#include "helpers.hpp"

#include <chrono>
#include <deque>
#include <iostream>
#include <string>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;

void count_failures() {
    // [wait_any]
    std::vector<sp::Popen> left;
    for (const char* file : {"/etc/passwd", "/etc/group", "/nonexistent"})
        left.emplace_back(sp::Popen({"test", "-r", file}));

    int failed = 0;
    while (!left.empty()) {
        const auto done = sp::wait_any(left, 1min); // an iterator: *done is the Popen
        failed += done->returncode != 0;
        left.erase(done);
    }
    std::cout << failed << " cannot be read\n";
    // [/wait_any]
}

void wait_for_either() {
    // [either]
    sp::Popen server({"sleep", "60"}), client({"true"});
    const sp::Popen& first = sp::wait_any({&server, &client});
    std::cout << (&first == &client ? "the client is done\n" : "the server has died\n");
    server.terminate();
    // [/either]
}

void keep_running() {
    // [set]
    std::deque<sp::Popen> workers;
    sp::PopenSet running;
    for (int i = 0; i < 100; ++i) {
        workers.emplace_back(sp::Popen({"sh", "-c", "exit $(($1 % 10))", "sh", std::to_string(i)}));
        running.add(workers.back());
    }
    int restarts = 0;
    while (!running.empty()) {
        sp::Popen& worker = running.wait_any();
        if (worker.returncode == 0)
            continue;
        ++restarts;
        worker = sp::Popen({"true"});
        running.add(worker);
    }
    std::cout << restarts << " workers were started again\n";
    // [/set]
}

int main() {
    std::cout << std::unitbuf;
    count_failures();
    wait_for_either();
    keep_running();
}
