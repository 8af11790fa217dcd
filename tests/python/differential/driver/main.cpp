// differential_driver CHILD SCRATCH REPORT TABLE...: runs the scenarios of the tables with the library, each in its own
// process and folder, and writes the observations to the file REPORT. python/play.py does the same with Python.
#include "player.hpp"

#include <cstdlib>
#include <iostream>
#include <string>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace differential {

namespace {

// Higher than the descriptors that scenarios use.
constexpr int report_fd = 200;
constexpr int log_fd = 201;

// Longer than any scenario needs. A scenario that exceeds it is killed, and its report is incomplete.
constexpr unsigned limit_in_seconds = 30;

void replace_all(std::string& word, const std::string& name, const std::string& value) {
    for (std::size_t at = word.find(name); at != std::string::npos; at = word.find(name, at + value.size()))
        word.replace(at, name.size(), value);
}

void fill_in(Scenario& scenario, const std::string& child, const std::string& directory) {
    for (Words& step : scenario.steps)
        for (std::string& word : step) {
            replace_all(word, "{child}", child);
            replace_all(word, "{dir}", directory);
        }
}

void open_report(const char* file) {
    const int fd = ::open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0 || ::dup3(fd, report_fd, O_CLOEXEC) < 0)
        throw std::runtime_error(std::string("cannot write ") + file);
    ::close(fd);
}

[[noreturn]] void play_and_exit(const Scenario& scenario, const std::string& directory) {
    ::alarm(limit_in_seconds);
    try {
        play(scenario, directory, report_fd);
        ::_exit(0);
    } catch (const std::exception& error) {
        ::dup2(log_fd, 2); // gives the scenario its own stderr
        std::cerr << scenario.name << ": " << error.what() << std::endl;
        ::_exit(1);
    }
}

// \return true if the scenario ran to its end
bool play_in_process(const Scenario& scenario, const std::string& directory) {
    const pid_t pid = ::fork();
    if (pid == 0)
        play_and_exit(scenario, directory);
    int status = 0;
    if (pid < 0 || ::waitpid(pid, &status, 0) != pid)
        return false;
    if (status != 0)
        std::cerr << "the library, " << scenario.name << ": wait status " << status << std::endl;
    return status == 0;
}

bool play_all(int argc, char** argv) {
    const std::string child = argv[1], scratch = argv[2];
    open_report(argv[3]);
    ::dup3(2, log_fd, O_CLOEXEC);
    bool is_complete = true;
    int number = 0;
    for (int i = 4; i < argc; ++i)
        for (Scenario& scenario : read_table(argv[i])) {
            const std::string directory = scratch + '/' + std::to_string(++number);
            fill_in(scenario, child, directory);
            is_complete = play_in_process(scenario, directory) && is_complete;
        }
    return is_complete;
}

} // namespace

} // namespace differential

int main(int argc, char** argv) {
    if (argc < 5) {
        std::cerr << "usage: differential_driver CHILD SCRATCH REPORT TABLE..." << std::endl;
        return 2;
    }
    try {
        return differential::play_all(argc, argv) ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::exception& error) {
        std::cerr << error.what() << std::endl;
        return 2;
    }
}
