#include "parent.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace differential {

namespace {

int checked(int result, const std::string& subject) {
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), subject);
    return result;
}

void handle_nothing(int) {}

void set_action(int number, void (*action)(int)) {
    if (std::signal(number, action) == SIG_ERR)
        throw std::runtime_error("signal");
}

void block(int number) {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, number);
    checked(::sigprocmask(SIG_BLOCK, &set, nullptr), "sigprocmask");
}

void write_file(const Words& step) {
    const int fd = checked(::open(step[1].c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), step[1]);
    const std::string& content = step[3];
    if (::write(fd, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
        throw std::runtime_error("cannot write " + step[1]);
    checked(::fchmod(fd, static_cast<mode_t>(std::stoi(step[2], nullptr, 8))), step[1]);
    ::close(fd);
}

// Blocks until every writer has closed the pipe, so that everything the child does before that has happened.
void await(int fd) {
    char byte;
    while (checked(static_cast<int>(::read(fd, &byte, 1)), "await") > 0) {
    }
}

using Verb = void (*)(Parent& parent, const Words& step);

const std::map<std::string, Verb>& verbs() {
    static const std::map<std::string, Verb> table = {
        {"file", [](Parent&, const Words& step) { write_file(step); }},
        {"directory", [](Parent&, const Words& step) { checked(::mkdir(step[1].c_str(), 0777), step[1]); }},
        {"remove_directory", [](Parent&, const Words& step) { checked(::rmdir(step[1].c_str()), step[1]); }},
        {"link", [](Parent&, const Words& step) { checked(::symlink(step[2].c_str(), step[1].c_str()), step[1]); }},
        {"chdir", [](Parent&, const Words& step) { checked(::chdir(step[1].c_str()), step[1]); }},
        {"setenv", [](Parent&, const Words& step) { ::setenv(step[1].c_str(), step[2].c_str(), 1); }},
        {"unsetenv", [](Parent&, const Words& step) { ::unsetenv(step[1].c_str()); }},
        {"ignore", [](Parent&, const Words& step) { set_action(std::stoi(step[1]), SIG_IGN); }},
        {"handle", [](Parent&, const Words& step) { set_action(std::stoi(step[1]), &handle_nothing); }},
        {"block", [](Parent&, const Words& step) { block(std::stoi(step[1])); }},
        {"pipe", [](Parent& parent, const Words& step) { parent.pipe(std::stoi(step[1]), std::stoi(step[2])); }},
        {"open", [](Parent& parent, const Words& step) { parent.open(std::stoi(step[1]), step[2], step[3]); }},
        {"close_fd", [](Parent& parent, const Words& step) { parent.close(std::stoi(step[1])); }},
        {"close_on_exec", [](Parent&, const Words& step) { ::fcntl(std::stoi(step[1]), F_SETFD, FD_CLOEXEC); }},
        {"await", [](Parent&, const Words& step) { await(std::stoi(step[1])); }},
    };
    return table;
}

} // namespace

Parent::Parent(const std::string& directory) {
    checked(::mkdir(directory.c_str(), 0777), directory);
    checked(::chdir(directory.c_str()), directory);
    open(0, "/dev/null", "r");
    open(1, "stdout", "a");
    open(2, "stderr", "a");
    m_opened.clear();
}

void Parent::place(int fd, int number) {
    m_opened.push_back(number);
    if (fd == number)
        return;
    checked(::dup2(fd, number), "dup2");
    ::close(fd);
}

void Parent::pipe(int reader, int writer) {
    int ends[2];
    checked(::pipe2(ends, O_CLOEXEC), "pipe");
    place(ends[0], reader);
    place(ends[1], writer);
}

void Parent::open(int number, const std::string& file, const std::string& mode) {
    const int flags = mode == "r" ? O_RDONLY : mode == "a" ? O_WRONLY | O_CREAT | O_APPEND : O_RDWR | O_CREAT | O_TRUNC;
    place(checked(::open(file.c_str(), flags | O_CLOEXEC, 0666), file), number);
}

void Parent::close(int number) {
    m_opened.erase(std::remove(m_opened.begin(), m_opened.end(), number), m_opened.end());
    checked(::close(number), "close");
}

bool Parent::play(const Words& step) {
    const auto verb = verbs().find(step[0]);
    if (verb == verbs().end())
        return false;
    verb->second(*this, step);
    return true;
}

void Parent::let_go() {
    for (const int number : m_opened)
        ::close(number);
}

} // namespace differential
