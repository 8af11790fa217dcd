// Writes a line for each of six things: what one contestant does about it.
#include "why.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace why;
using namespace std::chrono_literals;

constexpr std::size_t one_mib = 1 << 20;

void row(const std::string& cell) {
    std::cout << cell << std::endl;
}

/// Orphans become children of this process, so all that was left behind is seen here.
std::size_t count_children() {
    std::ifstream list("/proc/thread-self/children");
    const std::istream_iterator<int> first(list);
    return static_cast<std::size_t>(std::distance(first, std::istream_iterator<int>()));
}

std::string left_after_limit() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    const auto start = std::chrono::steady_clock::now();
    if (!run_with_limit({"/bin/sh", "-c", "sleep 10 & sleep 10 & wait"}))
        return "no limits";
    const bool is_late = std::chrono::steady_clock::now() - start > 5s;
    while (::waitpid(-1, nullptr, WNOHANG) > 0) { // those that have ended
    }
    return std::to_string(count_children()) + (is_late ? ", but it waited for them" : "");
}

std::string what_comes_back() {
    const std::string input(8 * one_mib, 'x');
    std::string output;
    if (!round_trip({"/bin/cat"}, input, output))
        return "one direction only";
    return output == input ? "all of it" : std::to_string(output.size()) + " bytes";
}

std::string what_arrives() {
    const std::string word = "two words, \"quotes\" and $HOME";
    return capture({"/usr/bin/printf", "%s", word}) == word ? "as it was" : "changed, unless you quote it";
}

/// A descriptor as most libraries open theirs.
std::string what_is_inherited() {
    const int fd = ::fcntl(::open("/dev/null", O_RDONLY), F_DUPFD, 200);
    const bool is_there = capture({"/bin/ls", "/proc/self/fd"}).find(std::to_string(fd)) != std::string::npos;
    return is_there ? "yes" : "no";
}

std::string time_from_one_gib() {
    const std::vector<char> memory(1024 * one_mib, 'x');
    std::vector<double> times;
    for (int i = 0; i < 51; ++i) {
        const auto start = std::chrono::steady_clock::now();
        capture({EXIT_CHILD});
        times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + 25, times.end());
    char text[32];
    std::snprintf(text, sizeof(text), "%.0f us", times[25] + (memory.back() == 'x' ? 0 : 1));
    return text;
}

} // namespace

int main() {
    row(name());
    row(run_missing());
    row(left_after_limit());
    row(what_comes_back());
    row(what_arrives());
    row(what_is_inherited());
    row(time_from_one_gib());
}
