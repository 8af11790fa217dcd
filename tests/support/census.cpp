#include "support/census.hpp"

#include "support/catch.hpp"

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
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

// main() made it for this process alone.
void add_temporary_files(Findings& findings) {
    for (const auto& entry : fs::directory_iterator(fs::temp_directory_path()))
        findings["temporary file " + entry.path().filename().string()] = "there";
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

std::string differences(const Findings& before, const Findings& after) {
    std::string text;
    for (const auto& [name, was] : before) {
        const auto now = after.find(name);
        if (now == after.end())
            text += name + " is gone, it was " + was + '\n';
        else if (now->second != was)
            text += name + " was " + was + " and is " + now->second + '\n';
    }
    for (const auto& [name, is] : after)
        if (before.count(name) == 0)
            text += name + " is new: " + is + '\n';
    return text;
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

Census::Census() : m_before(take_census()), m_folder(fs::temp_directory_path() / "folder") {
    CHECK(children() == "");
    fs::create_directory(m_folder);
    fs::permissions(m_folder, fs::perms::all);
}

Census::~Census() {
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
    CHECK(children() == "");
    CHECK(differences(m_before, take_census()) == "");
}

fs::path Census::file(const std::string& name, const std::string& content) const {
    const fs::path path = m_folder / name;
    std::ofstream(path) << content;
    return path;
}

} // namespace tests
