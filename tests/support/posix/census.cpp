#include "support/census.hpp"

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <vector>

#include <sys/prctl.h>
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
        if (::sigismember(&mask, signal) == 1)
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

} // namespace

Findings open_fds() {
    std::vector<std::string> numbers;
    for (const auto& entry : fs::directory_iterator("/proc/self/fd"))
        numbers.push_back(entry.path().filename());

    // The one that read the folder is closed by now.
    Findings fds;
    for (const std::string& number : numbers) {
        std::error_code closed;
        const fs::path target = fs::read_symlink("/proc/self/fd/" + number, closed);
        if (!closed)
            fds["fd " + number] = target;
    }
    return fds;
}

Findings take_census() {
    Findings findings = open_fds();
    findings["working directory"] = fs::current_path();
    findings["umask"] = current_umask();
    findings["signal mask"] = blocked_signals();
    findings["locale"] = std::setlocale(LC_ALL, nullptr);
    findings["dumpable"] = std::to_string(::prctl(PR_GET_DUMPABLE));
    for (int signal = 1; signal < NSIG; ++signal)
        findings["signal " + std::to_string(signal)] = handler_of(signal);
    add_environment(findings);
    add_temporary_files(findings);
    return findings;
}

std::string children() {
    int status = 0;
    const pid_t pid = ::waitpid(-1, &status, WNOHANG | __WALL);
    if (pid > 0)
        return "zombie " + std::to_string(pid) + ", status " + std::to_string(status);
    if (pid == 0)
        return "a child is still running";
    return errno == ECHILD ? "" : std::strerror(errno);
}

fs::path private_temporary_folder() {
    std::string name = fs::temp_directory_path() / "subprocess-tests.XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), name);
    fs::permissions(name, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    ::setenv("TMPDIR", name.c_str(), 1);
    return name;
}

} // namespace tests
