// The arguments of a child, and what its parts are made of.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include <unistd.h>

[[noreturn]] inline void fail(const char* what) {
    std::perror(what);
    ::_exit(99);
}

// What a reader that is gone does to us is for the test to see: by default SIGPIPE, else this exit code.
inline void write_all(int fd, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(fd, data, size);
        if (written < 0)
            fail("child: write");
        data += written;
        size -= static_cast<std::size_t>(written);
    }
}

inline void write_all(int fd, const std::string& text) {
    write_all(fd, text.data(), text.size());
}

inline std::size_t read_some(int fd, char* data, std::size_t size) {
    const ssize_t count = ::read(fd, data, size);
    if (count < 0)
        fail("child: read");
    return static_cast<std::size_t>(count);
}

class Script {
public:
    Script(int argc, char** argv) : m_name(argv[0]), m_next(argv + 1), m_end(argv + argc) {}

    std::string name() const { return m_name; }
    bool done() const { return m_next == m_end; }
    std::string word() {
        if (done())
            fail("child: a part lacks an argument");
        return *m_next++;
    }
    int number() { return std::atoi(word().c_str()); }

private:
    const char* m_name;
    char** m_next;
    char** m_end;
};
