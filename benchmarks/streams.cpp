// What sinks cost, beside loops by hand.
#include "floor.hpp"
#include "limits.hpp"
#include "measure.hpp"
#include "work.hpp"

#include <subprocess.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include <ext/stdio_filebuf.h>
#include <unistd.h>

namespace bench {

namespace sp = subprocess;

namespace {

constexpr std::size_t line_size = 32;
constexpr std::size_t line_count = 10 * 1000 * 1000;

/// A child that writes so many bytes, as lines.
struct Writing {
    explicit Writing(std::size_t size) : bytes(std::to_string(size)) {}

    Argv argv() { return const_cast<Argv>(words); }
    std::vector<std::string> command() const { return {words[0], words[1], words[2]}; }

    std::string bytes, line = std::to_string(line_size);
    const char* words[4] = {WRITE_CHILD, bytes.c_str(), line.c_str(), nullptr};
};

void require(std::size_t found, std::size_t expected) {
    if (found == expected)
        return;
    std::fprintf(stderr, "%zu instead of %zu\n", found, expected);
    std::exit(1);
}

void write_all(int fd, const char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(fd, bytes, size);
        if (written < 0)
            std::exit(1);
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
}

void compare_chunks() {
    Writing child(gibibyte);
    print(compare("each_chunk over 1 GiB",
                  {{"read and thrown away", [&] { require(floor_discard(child.argv()), gibibyte); }},
                   {"each_chunk",
                    [&] {
                        std::size_t total = 0;
                        sp::run(child.command(),
                                sp::stdout_ = sp::each_chunk([&](std::string_view chunk) { total += chunk.size(); }));
                        require(total, gibibyte);
                    }}},
                  {11, 1}, "<= 1.05"));
}

/// Lines that a chunk cuts are put together in `rest`, as a program does that needs whole lines.
std::size_t count_lines_by_hand(Argv argv) {
    std::size_t count = 0;
    std::string rest;
    floor_read(argv, [&](const char* at, std::size_t size) {
        const char* const end = at + size;
        while (const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
            const char* const line_end = static_cast<const char*>(found);
            rest.append(at, rest.empty() ? 0 : static_cast<std::size_t>(line_end - at));
            const std::string_view line =
                rest.empty() ? std::string_view(at, static_cast<std::size_t>(line_end - at)) : rest;
            count += line.size() == line_size - 1 ? 1 : 0;
            rest.clear();
            at = line_end + 1;
        }
        rest.append(at, static_cast<std::size_t>(end - at));
    });
    return count;
}

std::size_t count_lines_with_getline(const Writing& child) {
    std::size_t count = 0;
    std::FILE* const file = ::popen((child.words[0] + (' ' + child.bytes) + ' ' + child.line).c_str(), "r");
    __gnu_cxx::stdio_filebuf<char> buffer(file, std::ios::in);
    std::istream in(&buffer);
    for (std::string line; std::getline(in, line);)
        count += line.size() == line_size - 1 ? 1 : 0;
    ::pclose(file);
    return count;
}

void compare_lines() {
    Writing child(line_count * line_size);
    print(compare("each_line over 10 million lines",
                  {{"read and memchr by hand", [&] { require(count_lines_by_hand(child.argv()), line_count); }},
                   {"each_line",
                    [&] {
                        std::size_t count = 0;
                        sp::run(child.command(), sp::stdout_ = sp::each_line([&](std::string_view line) {
                                                     count += line.size() == line_size - 1 ? 1 : 0;
                                                 }));
                        require(count, line_count);
                    }},
                   {"std::getline on a FILE", [&] { require(count_lines_with_getline(child), line_count); }}},
                  {11, 1}, "<= 1.25"));
}

void compare_tees() {
    constexpr std::size_t size = 16 * mebibyte;
    Writing child(size);
    const sp::File file = sp::open("/dev/shm/subprocess_benchmark", "w");
    const auto capture_and_write = [&] {
        ::ftruncate(file.fileno(), 0);
        std::string bytes;
        floor_read(child.argv(), [&](const char* at, std::size_t count) {
            bytes.append(at, count);
            write_all(file.fileno(), at, count);
        });
        require(bytes.size(), size);
    };
    print(compare("tee(PIPE, file) of 16 MiB",
                  {{"captured and written by hand", capture_and_write},
                   {"tee",
                    [&] {
                        ::ftruncate(file.fileno(), 0);
                        require(sp::run(child.command(), sp::stdout_ = sp::tee(sp::PIPE, sp::to(file))).stdout_.size(),
                                size);
                    }}},
                  {21, 1}, "<= 1.10"));
    ::unlink("/dev/shm/subprocess_benchmark");
}

void compare_relays() {
    constexpr std::size_t size = 256 * mebibyte;
    Writing child(size);
    const auto relay = [&](auto move) {
        sp::Popen reader({"/bin/sh", "-c", "exec cat >/dev/null"}, sp::stdin_ = sp::PIPE);
        move(reader.stdin_);
        reader.stdin_.close();
        require(static_cast<std::size_t>(reader.wait()), 0);
    };
    print(
        compare("from child to child, 256 MiB",
                {{"read and write by hand",
                  [&] {
                      relay([&](sp::Writer& target) {
                          floor_read(child.argv(),
                                     [&](const char* at, std::size_t count) { write_all(target.fileno(), at, count); });
                      });
                  }},
                 {"to(another child)",
                  [&] { relay([&](sp::Writer& target) { sp::run(child.command(), sp::stdout_ = sp::to(target)); }); }}},
                {11, 1}, "<= 1.10"));
}

} // namespace

void measure_streams() {
    compare_chunks();
    compare_lines();
    compare_tees();
    compare_relays();
}

} // namespace bench
