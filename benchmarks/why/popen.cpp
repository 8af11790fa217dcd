#include "why.hpp"

#include <sys/wait.h>

#include <cstdio>

namespace why {

namespace {

std::string line_of(const Words& command) {
    std::string line;
    for (const std::string& word : command)
        line += word + ' ';
    return line;
}

} // namespace

std::string name() {
    return "popen()";
}

std::string run_missing() {
    const int status = ::pclose(::popen("no-such-program 2>/dev/null", "r"));
    return "exit status " + std::to_string(WEXITSTATUS(status));
}

bool run_with_limit(const Words&) {
    return false;
}

bool round_trip(const Words&, const std::string&, std::string&) {
    return false;
}

std::string capture(const Words& command) {
    std::string bytes;
    std::FILE* const out = ::popen(line_of(command).c_str(), "r");
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof(buffer), out))
        bytes.append(buffer, count);
    ::pclose(out);
    return bytes;
}

} // namespace why
