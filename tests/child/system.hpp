// What the child asks of its operating system.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// 0, 1 and 2 are the standard streams; others are file descriptors, or on Windows the values of HANDLEs.
using Fd = std::intptr_t;

/// Says on stderr what failed, and why, and exits with 99.
[[noreturn]] void fail(const char* what);

/// Ends at once.
[[noreturn]] void exit_now(int code);

/// What a reader that is gone does to us is for the test to see: by default SIGPIPE, else exit code 99.
void write_all(Fd fd, const char* data, std::size_t size);
inline void write_all(Fd fd, const std::string& text) {
    write_all(fd, text.data(), text.size());
}

/// \return 0 at the end
std::size_t read_some(Fd fd, char* data, std::size_t size);

void close_now(Fd fd);

/// NAME=VALUE, in their order.
std::vector<std::string> environment();

std::string current_folder();

/// Ours, and our parent's.
std::vector<int> process_ids();

/// Starts another child that plays `script` and has all that we have.
void start_grandchild(const std::vector<std::string>& script);
