#include "support/census.hpp"
#include "support/posix/system.hpp"

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstring>
#include <vector>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace tests {
namespace {

namespace fs = std::filesystem;

std::string handler_of(int signal) {
    struct sigaction action {};
    ::sigaction(signal, nullptr, &action);
    if (action.sa_handler == SIG_DFL)
        return "default";
    return action.sa_handler == SIG_IGN ? "ignored" : "handled";
}

std::string blocked_signals() {
    sigset_t mask;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    std::string numbers;
    for (int signal = 1; signal < NSIG; ++signal)
        if (sigismember(&mask, signal) == 1)
            numbers += std::to_string(signal) + ' ';
    return numbers;
}

std::string current_umask() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return std::to_string(mask);
}

void add_environment(Findings& findings) {
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string text = *variable;
        const std::size_t equals = text.find('=');
        findings["variable " + text.substr(0, equals)] = text.substr(equals + 1);
    }
}

#if defined(__linux__)

constexpr const char* folder_of_fds = "/proc/self/fd";

/// The target of a descriptor; empty if it is not open.
std::string name_of(const std::string& fd) {
    std::error_code closed;
    return fs::read_symlink(fs::path(folder_of_fds) / fd, closed);
}

#else

constexpr const char* folder_of_fds = "/dev/fd";

std::string name_of(const std::string& fd) {
    struct stat about {};
    if (::fstat(std::stoi(fd), &about) != 0)
        return "";
    return std::to_string(about.st_dev) + ':' + std::to_string(about.st_ino);
}

#endif

} // namespace

Findings open_fds() {
    std::vector<std::string> numbers;
    for (const auto& entry : fs::directory_iterator(folder_of_fds))
        numbers.push_back(entry.path().filename());

    // The descriptor that the listing itself used is closed by now.
    Findings fds;
    for (const std::string& number : numbers) {
        const std::string name = name_of(number);
        if (!name.empty())
            fds["fd " + number] = name;
    }
    return fds;
}

Findings take_census() {
    Findings findings = open_fds();
    findings["working directory"] = fs::current_path();
    findings["umask"] = current_umask();
    findings["signal mask"] = blocked_signals();
    findings["locale"] = std::setlocale(LC_ALL, nullptr);
    findings["dumpable"] = is_dumpable() ? "yes" : "no";
    for (int signal = 1; signal < NSIG; ++signal)
        findings["signal " + std::to_string(signal)] = handler_of(signal);
    add_environment(findings);
    add_temporary_files(findings);
    return findings;
}

std::string children() {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, WNOHANG | of_any_kind);
    if (pid > 0)
        return "zombie " + std::to_string(pid) + ", status " + std::to_string(status);
    if (pid == 0)
        return "a child is still running";
    return errno == ECHILD ? "" : std::strerror(errno);
}

} // namespace tests
