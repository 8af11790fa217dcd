#include "../script.hpp"

#include <cstdio>

#include <unistd.h>

extern char** environ;

void fail(const char* what) {
    std::perror(what);
    ::_exit(99);
}

void exit_now(int code) {
    ::_exit(code);
}

void write_all(Fd fd, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(static_cast<int>(fd), data, size);
        if (written < 0)
            fail("child: write");
        data += written;
        size -= static_cast<std::size_t>(written);
    }
}

std::size_t read_some(Fd fd, char* data, std::size_t size) {
    const ssize_t count = ::read(static_cast<int>(fd), data, size);
    if (count < 0)
        fail("child: read");
    return static_cast<std::size_t>(count);
}

void close_now(Fd fd) {
    ::close(static_cast<int>(fd));
}

std::vector<std::string> environment() {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable)
        variables.emplace_back(*variable);
    return variables;
}

std::string current_folder() {
    char* path = ::getcwd(nullptr, 0);
    if (path == nullptr)
        fail("child: getcwd");
    return path;
}

// Also the process group and the session.
std::vector<int> process_ids() {
    return {::getpid(), ::getppid(), ::getpgrp(), ::getsid(0)};
}

void start_grandchild(const std::vector<std::string>& script) {
    const pid_t pid = ::fork();
    if (pid < 0)
        fail("child: fork");
    if (pid > 0)
        return;
    std::vector<std::string> words = {"grandchild"};
    words.insert(words.end(), script.begin(), script.end());
    Script(std::move(words)).play();
    ::_exit(0);
}

int main(int argc, char** argv) {
    Script(std::vector<std::string>(argv, argv + argc)).play();
}
