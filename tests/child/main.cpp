// Plays every child of the tests. Its arguments are a script of parts, done one after the other until there are no
// more or one of them ends the process:
//
//     child to 1 hello until 0 exit 3
//
// writes hello to stdout, blocks until stdin is at its end, and returns 3. Nothing here buffers and nothing sleeps.
#include "reports.hpp"
#include "script.hpp"

#include <algorithm>
#include <csignal>
#include <string>

#include <unistd.h>

namespace {

// exit CODE
void exit_with(Script& script) {
    ::_exit(script.number());
}

// raise SIGNAL
void raise_signal(Script& script) {
    std::raise(script.number());
}

// ignore SIGNAL
void ignore(Script& script) {
    std::signal(script.number(), SIG_IGN);
}

volatile int depth = 0;

void recurse() {
    volatile char frame[4096] = {};
    depth = depth + 1 + frame[0];
    if (depth >= 0)
        recurse();
    depth = depth - 1 - frame[0];
}

// overflow: of the stack
void overflow(Script&) {
    recurse();
}

// to FD TEXT
void write_text(Script& script) {
    const int fd = script.number();
    write_all(fd, script.word());
}

// repeat FD COUNT TEXT
void repeat(Script& script) {
    const int fd = script.number();
    const int count = script.number();
    const std::string text = script.word();
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    write_all(fd, all);
}

// lines COUNT: numbered ones, each to stdout and to stderr before the next
void lines(Script& script) {
    const int count = script.number();
    for (int i = 0; i < count; ++i)
        for (const int fd : {1, 2})
            write_all(fd, std::to_string(i) + '\n');
}

// cat: stdin to stdout
void cat(Script&) {
    char buffer[65536];
    while (const std::size_t count = read_some(0, buffer, sizeof buffer))
        write_all(1, buffer, count);
}

// read FD COUNT: that many bytes, or fewer at the end
void read_bytes(Script& script) {
    const int fd = script.number();
    char byte;
    for (int left = script.number(); left > 0 && read_some(fd, &byte, 1) == 1;)
        --left;
}

// until FD: blocks until the end of what can be read there
void until(Script& script) {
    const int fd = script.number();
    char buffer[65536];
    while (read_some(fd, buffer, sizeof buffer) > 0) {
    }
}

// close FD
void close_fd(Script& script) {
    ::close(script.number());
}

// fork PART... parent PART...: a grandchild does the parts before the word parent, the child those after it
void fork_grandchild(Script& script) {
    const pid_t pid = ::fork();
    if (pid < 0)
        fail("child: fork");
    while (pid > 0 && script.word() != "parent") {
    }
}

// parent: where a grandchild ends
void end_grandchild(Script&) {
    ::_exit(0);
}

struct Part {
    const char* name;
    void (*play)(Script&);
};

const Part parts[] = {
    {"args", &print_args},       {"cat", &cat},
    {"close", &close_fd},        {"cwd", &print_cwd},
    {"env", &print_environment}, {"exit", &exit_with},
    {"fds", &print_fds},         {"fork", &fork_grandchild},
    {"ids", &print_ids},         {"ignore", &ignore},
    {"lines", &lines},           {"overflow", &overflow},
    {"parent", &end_grandchild}, {"raise", &raise_signal},
    {"read", &read_bytes},       {"repeat", &repeat},
    {"signals", &print_signals}, {"to", &write_text},
    {"umask", &print_umask},     {"until", &until},
    {"users", &print_users},
};

} // namespace

int main(int argc, char** argv) {
    Script script(argc, argv);
    while (!script.done()) {
        const std::string name = script.word();
        const auto part =
            std::find_if(std::begin(parts), std::end(parts), [&](const Part& p) { return name == p.name; });
        if (part == std::end(parts))
            fail(("child: no part " + name).c_str());
        part->play(script);
    }
}
