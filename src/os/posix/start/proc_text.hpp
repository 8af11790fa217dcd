// Reads and writes the text of /proc.
#pragma once

#include "raw.hpp"
#include "raw_supervisor.hpp"

#include <fcntl.h>

#include <cstddef>

namespace subprocess {
inline namespace v1 {
namespace detail::os {
namespace { // each file has its own copy, for the reason given in raw_linux.hpp

// Writing names -------------------------------------------------------------------------------------------------------

struct Text {
    char bytes[64];
    std::size_t size;
};

inline void clear(Text& text) noexcept {
    text.size = 0;
}

inline void append(Text& text, const char* string) noexcept {
    while (*string != '\0')
        text.bytes[text.size++] = *string++;
    text.bytes[text.size] = '\0';
}

inline void append(Text& text, long number) noexcept {
    char digits[24];
    std::size_t count = 0;
    do {
        digits[count++] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (count != 0)
        text.bytes[text.size++] = digits[--count];
    text.bytes[text.size] = '\0';
}

inline bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

// Reading -------------------------------------------------------------------------------------------------------------

/// Reads the numbers in a file. A number may be cut by the end of a block.
struct NumberReader {
    long fd;
    char block[512];
    long at, size;
    long error; ///< why the last read has failed; 0 if it has not
};

/// \return 0 at the end, and after an error
inline pid_t next_number(NumberReader& reader) noexcept {
    pid_t number = 0;
    for (;;) {
        if (reader.at == reader.size) {
            reader.size = raw::read(static_cast<int>(reader.fd), reader.block, sizeof(reader.block));
            reader.at = 0;
            if (reader.size <= 0) {
                reader.error = reader.size;
                reader.size = 0;
                return reader.error == 0 ? number : 0;
            }
        }
        const char character = reader.block[reader.at++];
        if (is_digit(character))
            number = number * 10 + (character - '0');
        else if (number != 0)
            return number;
    }
}

inline bool open_children(NumberReader& reader, long folder, const char* path) noexcept {
    reader.at = 0;
    reader.size = 0;
    reader.error = 0;
    reader.fd = raw::open_file(folder, path);
    return reader.fd >= 0;
}

/// \return how many bytes were read, or an error
inline long read_line(int fd, char* memory, long size) noexcept {
    long count = 0, last = 1;
    while (last > 0 && count < size && (count == 0 || memory[count - 1] != '\n')) {
        last = raw::read(fd, memory + count, static_cast<std::size_t>(size - count));
        count += last > 0 ? last : 0;
    }
    return last < 0 ? last : count;
}

/// \return the parent of the process according to /proc, or an error
inline long parent_of(pid_t pid) noexcept {
    Text path;
    clear(path);
    append(path, "/proc/");
    append(path, pid);
    append(path, "/stat");
    const long fd = raw::open_file(AT_FDCWD, path.bytes);
    if (fd < 0)
        return fd;
    char stat[512];
    long at = read_line(static_cast<int>(fd), stat, sizeof(stat) - 1);
    raw::close(static_cast<int>(fd));
    if (at <= 0)
        return at;
    stat[at] = '\0';
    while (at > 0 && stat[at] != ')') // a program's name may contain one
        --at;
    constexpr long to_parent = 4; // ") S 123"
    pid_t number = 0;
    for (const char* digit = stat + at + to_parent; is_digit(*digit); ++digit)
        number = number * 10 + (*digit - '0');
    return number;
}

} // namespace
} // namespace detail::os
} // namespace v1
} // namespace subprocess
