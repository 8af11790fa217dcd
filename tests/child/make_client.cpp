// A command in a makefile that takes all tokens of the jobserver, says how many these are, and ends as it is told:
//
//     make_client return | throw
#include "process/jobserver.hpp"

#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>

namespace {

void take_tokens(const std::string& end) {
    std::optional<subprocess::detail::Jobserver> client = subprocess::detail::Jobserver::open();
    while (client && client->try_acquire()) {
    }
    std::printf("%d\n", client ? static_cast<int>(client->held()) : -1);
    if (end == "throw")
        throw std::runtime_error(end);
}

} // namespace

int main(int, char** argv) {
    try {
        take_tokens(argv[1]);
    } catch (const std::runtime_error&) {
        return 0;
    }
}
