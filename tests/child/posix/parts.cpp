// Parts for POSIX: signals, and reports about the child on stdout.
#include "../script.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace {

// raise SIGNAL
void raise_signal(Script& script) {
    const int number = script.number();
    if (number == SIGHUP)
        std::signal(number, SIG_DFL); // the tests may run under nohup
    std::raise(number);
}

// ignore SIGNAL
void ignore(Script& script) {
    std::signal(script.number(), SIG_IGN);
}

// daemon: leaves the session, and the parent, by a second fork; what follows runs in the daemon
void become_daemon(Script&) {
    ::setsid();
    const pid_t pid = ::fork();
    if (pid < 0)
        fail("child: fork");
    if (pid > 0)
        ::_exit(0);
}

// many COUNT: starts so many processes; what follows runs in each of them, and in this one
void start_many(Script& script) {
    for (int left = script.number(); left > 0; --left) {
        const pid_t pid = ::fork();
        if (pid < 0)
            fail("child: fork");
        if (pid == 0)
            return;
    }
}

// nest COUNT: starts a child that starts a child and so on; what follows runs in the deepest, and the others wait for
// it
void start_nested(Script& script) {
    for (int left = script.number(); left > 0; --left) {
        const pid_t pid = ::fork();
        if (pid < 0)
            fail("child: fork");
        if (pid > 0) {
            ::waitpid(pid, nullptr, 0);
            ::_exit(0);
        }
    }
}

// session: leaves the session
void leave_session(Script&) {
    if (::setsid() < 0)
        fail("child: setsid");
}

// trace: starts a process that it traces; what follows runs in that one, and this one waits for its end
void start_traced(Script&) {
    const pid_t pid = ::fork();
    if (pid < 0 || (pid == 0 && ::ptrace(PT_TRACE_ME, 0, nullptr, 0) != 0))
        fail("child: trace");
    if (pid == 0)
        return;
    ::waitpid(pid, nullptr, 0);
    ::_exit(0);
}

// multiply FD: starts a process that does the same in a session of its own, and ends; until the end of file
void multiply(Script& script) {
    pollfd end{static_cast<int>(script.fd()), POLLIN, 0};
    while (::poll(&end, 1, 0) == 0) {
        const pid_t pid = ::fork();
        if (pid != 0)
            ::_exit(0);
        ::setsid();
    }
}

// user ID: becomes another user for good
void become_user(Script& script) {
    if (::setuid(static_cast<uid_t>(script.number())) != 0)
        fail("child: setuid");
}

std::vector<std::string> script_of_handler;

void play_handler(int) {
    Script(script_of_handler).play();
}

// on SIGNAL PART... then PART...: a handler of the signal runs the parts before the word then
void on_signal(Script& script) {
    const int signal = script.number();
    script_of_handler = script.words_between("on", "then");
    script_of_handler.insert(script_of_handler.begin(), "handler");
    std::signal(signal, &play_handler);
}

// limit RESOURCE: prints the soft and the hard limit
void print_limit(Script& script) {
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): an enumeration in glibc
    const auto resource = static_cast<decltype(RLIMIT_CPU)>(script.number());
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0)
        fail("child: limit");
    const auto text = [](rlim_t value) { return value == RLIM_INFINITY ? "none" : std::to_string(value); };
    write_all(1, text(limit.rlim_cur) + ' ' + text(limit.rlim_max));
}

// terminal FD: prints the size of the terminal, and what is true of it: it echoes, knows lines, controls this session,
// whose foreground we are, and is owned by our user
void print_terminal(Script& script) {
    const int fd = static_cast<int>(script.fd());
    winsize size{};
    termios modes{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || ::tcgetattr(fd, &modes) != 0)
        fail("child: terminal");
    std::string text = std::to_string(size.ws_row) + 'x' + std::to_string(size.ws_col);
    text += (modes.c_lflag & ECHO) != 0 ? " echo" : "";
    text += (modes.c_lflag & ICANON) != 0 ? " lines" : "";
    text += ::tcgetsid(fd) == ::getpid() ? " controls" : "";
    text += ::tcgetpgrp(fd) == ::getpid() ? " foreground" : "";
    struct stat about {};
    text += ::fstat(fd, &about) == 0 && about.st_uid == ::geteuid() ? " owned" : "";
    write_all(fd, text);
}

// terminals: prints which of 0, 1 and 2 are terminals
void print_terminals(Script&) {
    std::string text;
    for (int fd = 0; fd < 3; ++fd)
        text += ::isatty(fd) != 0 ? std::to_string(fd) : "-";
    write_all(1, text);
}

// hidden: asks for a line as getpass() does, and prints it: what is typed is not shown, and what was typed is dropped
void read_hidden(Script&) {
    termios modes{};
    if (::tcgetattr(0, &modes) != 0)
        fail("child: hidden");
    modes.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(0, TCSAFLUSH, &modes);
    std::string line;
    for (char byte = 0; byte != '\n' && read_some(0, &byte, 1) == 1;)
        line += byte;
    modes.c_lflag |= ECHO;
    ::tcsetattr(0, TCSAFLUSH, &modes);
    write_all(1, line);
}

// umask
void print_umask(Script&) {
    write_all(1, std::to_string(::umask(0)));
}

// users: prints real and effective user, real and effective group, and after a colon the supplementary groups
void print_users(Script&) {
    std::string text;
    for (const unsigned id : {::getuid(), ::geteuid(), ::getgid(), ::getegid()})
        text += std::to_string(id) + ' ';
    text += ':';
    std::vector<gid_t> groups(static_cast<std::size_t>(::getgroups(0, nullptr)));
    ::getgroups(static_cast<int>(groups.size()), groups.data());
    std::sort(groups.begin(), groups.end());
    for (const gid_t group : groups)
        text += ' ' + std::to_string(group);
    write_all(1, text);
}

// signals: prints the blocked signals and, after a colon, the ignored ones
void print_signals(Script&) {
    sigset_t blocked;
    ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
    std::string masked, ignored;
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action {};
        if (sigismember(&blocked, number) == 1)
            masked += std::to_string(number) + ' ';
        if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN)
            ignored += ' ' + std::to_string(number);
    }
    write_all(1, masked + ':' + ignored);
}

// fds FILE: writes FD DEVICE:INODE and a newline for each open descriptor to a file, because stdout may be closed
void print_fds(Script& script) {
    std::vector<int> open;
    DIR* folder = ::opendir("/dev/fd");
    if (folder == nullptr)
        fail("child: /dev/fd");
    while (const dirent* entry = ::readdir(folder))
        if (entry->d_name[0] != '.' && std::atoi(entry->d_name) != ::dirfd(folder))
            open.push_back(std::atoi(entry->d_name));
    ::closedir(folder);
    std::sort(open.begin(), open.end());

    std::string text;
    for (const int fd : open) {
        struct stat about {};
        ::fstat(fd, &about);
        text += std::to_string(fd) + ' ' + std::to_string(about.st_dev) + ':' + std::to_string(about.st_ino) + '\n';
    }
    const int file = ::open(script.word().c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0)
        fail("child: fds");
    write_all(file, text);
    ::close(file);
}

} // namespace

const Part system_parts[] = {
    {"daemon", &become_daemon}, {"fds", &print_fds},           {"hidden", &read_hidden},
    {"ignore", &ignore},        {"limit", &print_limit},       {"many", &start_many},
    {"multiply", &multiply},    {"nest", &start_nested},       {"on", &on_signal},
    {"raise", &raise_signal},   {"session", &leave_session},   {"signals", &print_signals},
    {"trace", &start_traced},   {"terminal", &print_terminal}, {"terminals", &print_terminals},
    {"umask", &print_umask},    {"user", &become_user},        {"users", &print_users},
    {nullptr, nullptr},
};
