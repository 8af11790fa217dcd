// A command in a makefile that takes all tokens of the jobserver, says how many these are, and ends as it is told:
//
//     make_client return | throw
//
// Or one that runs run_all() with ten commands, and says how many ran at a time:
//
//     make_client run_all COMMAND
#include "process/jobserver.hpp"

#include <subprocess.hpp>

#include <algorithm>
#include <cstddef>
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

/// The same command ten times. It remembers how many it has given.
class Repeated {
public:
    explicit Repeated(const char* command) : m_command(command) {}

    class Iterator {
    public:
        Iterator(Repeated& range, int number) : m_range(&range), m_number(number) {}

        subprocess::Command operator*() const {
            m_range->given = m_number + 1;
            return m_range->m_command;
        }
        Iterator& operator++() { return ++m_number, *this; }
        bool operator!=(const Iterator& other) const { return m_number != other.m_number; }

    private:
        Repeated* m_range;
        int m_number;
    };
    Iterator begin() { return {*this, 0}; }
    Iterator end() { return {*this, 10}; }

    int given = 0;

private:
    subprocess::Command m_command;
};

int run_many(const char* command) {
    Repeated commands(command);
    int ended = 0, most = 0;
    const auto count = [&](std::size_t, const subprocess::Result<subprocess::CompletedProcess>&) {
        most = std::max(most, commands.given - ended);
        ++ended;
    };
    subprocess::run_all(commands, subprocess::jobs = 8, subprocess::jobserver = true, subprocess::on_result = count);
    std::printf("%d\n", most);
    return 0;
}

} // namespace

int main(int, char** argv) {
    if (argv[1] == std::string("run_all"))
        return run_many(argv[2]);
    try {
        take_tokens(argv[1]);
    } catch (const std::runtime_error&) {
        return 0;
    }
}
