// What the programs in this folder share: each starts three children at once, on another event loop, and prints what
// became of them.
#pragma once

#include <subprocess.hpp>
#include <subprocess/communication.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;

struct Job {
    sp::Command command;
    sp::Options options;
};

inline std::vector<Job> three_jobs() {
    sp::Options output, input, limit;
    output.capture_output = true;
    input.capture_output = true;
    input.input = "pear\napple\n";
    limit.timeout = 200ms;
    return {{{"echo", "hello"}, output}, {{"sort"}, input}, {{"sleep", "60"}, limit}};
}

/// One line for each child, printed at the end: they end in any order.
class Report {
public:
    ~Report() {
        for (const auto& [program, line] : m_lines)
            std::cout << program << ": " << line << '\n';
    }

    void add(sp::Running& child) {
        try {
            const sp::CompletedProcess done = child.result();
            m_lines[done.args[0]] = sp::Command(*done.stdout_).repr();
        } catch (const sp::TimeoutExpired& error) {
            m_lines[error.cmd[0]] = error.what();
        } catch (const std::exception& error) {
            m_lines["error"] = error.what();
        }
    }

private:
    std::map<std::string, std::string> m_lines;
};

// [milliseconds]
/// How long a loop may sleep, in milliseconds; -1: without a limit.
inline int milliseconds_until(const std::optional<std::chrono::steady_clock::time_point>& deadline) {
    if (!deadline)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::max(left, 0ms).count());
}
// [/milliseconds]
