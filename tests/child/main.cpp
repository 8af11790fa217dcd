// The program that plays every child in the tests. Its arguments are a script of parts, which run one after the other
// until there are no more or one of them ends the process:
//
//     child to 1 hello until 0 exit 3
//
// writes hello to stdout, blocks until the end of stdin, and returns 3. No part buffers or sleeps.
#include "script.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>

namespace {

// exit CODE
void exit_with(Script& script) {
    exit_now(script.number());
}

// compute MILLISECONDS: uses that much CPU time (on Windows: lets that much time pass)
void compute(Script& script) {
    const std::clock_t end = script.number() * (CLOCKS_PER_SEC / 1000);
    while (std::clock() < end) {
    }
}

// allocate MEBIBYTES: fills that much memory
void allocate(Script& script) {
    const std::string memory(static_cast<std::size_t>(script.number()) << 20, 'x');
    if (memory.back() != 'x')
        fail("child: allocate");
}

volatile int depth = 0;

void recurse() {
    volatile char frame[4096] = {};
    depth = depth + 1 + frame[0];
    if (depth >= 0)
        recurse();
    depth = depth - 1 - frame[0];
}

// overflow: overflows the stack
void overflow(Script&) {
    recurse();
}

// to FD TEXT
void write_text(Script& script) {
    const Fd fd = script.fd();
    write_all(fd, script.word());
}

// bytes FD HEX: writes arbitrary bytes
void write_bytes(Script& script) {
    const Fd fd = script.fd();
    const std::string digits = script.word();
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    write_all(fd, bytes);
}

// repeat FD COUNT TEXT
void repeat(Script& script) {
    const Fd fd = script.fd();
    const int count = script.number();
    const std::string text = script.word();
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    write_all(fd, all);
}

// flood FD: writes until nobody reads
void flood(Script& script) {
    const Fd fd = script.fd();
    const std::string text(4096, 'z');
    for (;;)
        write_all(fd, text);
}

// lines COUNT: writes numbered lines, each to stdout and to stderr before the next one
void lines(Script& script) {
    const int count = script.number();
    for (int i = 0; i < count; ++i)
        for (const Fd fd : {1, 2})
            write_all(fd, std::to_string(i) + '\n');
}

// cat: copies stdin to stdout
void cat(Script&) {
    char buffer[65536];
    while (const std::size_t count = read_some(0, buffer, sizeof buffer))
        write_all(1, buffer, count);
}

// read FD COUNT: reads that many bytes, or fewer at the end
void read_bytes(Script& script) {
    const Fd fd = script.fd();
    char byte;
    for (int left = script.number(); left > 0 && read_some(fd, &byte, 1) == 1;)
        --left;
}

// until FD: reads until the end of file
void until(Script& script) {
    const Fd fd = script.fd();
    char buffer[65536];
    while (read_some(fd, buffer, sizeof buffer) > 0) {
    }
}

// close FD
void close_fd(Script& script) {
    close_now(script.fd());
}

// fork PART... parent PART...: a grandchild runs the parts before the word parent, the child those after it. It can
// fork, too.
void fork_grandchild(Script& script) {
    start_grandchild(script.words_between("fork", "parent"));
}

// args WORD...: prints each as LENGTH:WORD and a newline, argv[0] first
void print_args(Script& script) {
    std::string text;
    const auto add = [&](const std::string& word) { text += std::to_string(word.size()) + ':' + word + '\n'; };
    add(script.name());
    while (!script.done())
        add(script.word());
    write_all(1, text);
}

// env: prints each variable as NAME=VALUE and a newline, in order
void print_environment(Script&) {
    std::string text;
    for (const std::string& variable : environment())
        text += variable + '\n';
    write_all(1, text);
}

// cwd
void print_cwd(Script&) {
    write_all(1, current_folder());
}

// ids: prints the ids of the process and its parent, and further ids that the system has
void print_ids(Script&) {
    std::string text;
    for (const int id : process_ids())
        text += std::to_string(id) + ' ';
    write_all(1, text);
}

const Part parts[] = {
    {"allocate", &allocate}, {"args", &print_args},   {"bytes", &write_bytes},    {"cat", &cat},
    {"close", &close_fd},    {"compute", &compute},   {"cwd", &print_cwd},        {"env", &print_environment},
    {"exit", &exit_with},    {"flood", &flood},       {"fork", &fork_grandchild}, {"ids", &print_ids},
    {"lines", &lines},       {"overflow", &overflow}, {"read", &read_bytes},      {"repeat", &repeat},
    {"to", &write_text},     {"until", &until},
};

void (*part_of(const std::string& name))(Script&) {
    for (const Part& part : parts)
        if (name == part.name)
            return part.play;
    for (const Part* part = system_parts; part->name != nullptr; ++part)
        if (name == part->name)
            return part->play;
    fail(("child: no part " + name).c_str());
}

} // namespace

void Script::play() {
    while (!done())
        part_of(word())(*this);
}
