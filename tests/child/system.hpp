// The operating system functions that the child program uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// 0, 1 and 2 are the standard streams. Others are file descriptors, or values of HANDLEs on Windows.
using Fd = std::intptr_t;

/// Reports on stderr what failed and why, and exits with 99.
[[noreturn]] void fail(const char* what);

/// Ends at once.
[[noreturn]] void exit_now(int code);

/// If the reader is gone, the child dies of SIGPIPE or, if that is ignored, exits with 99, so that tests see it.
void write_all(Fd fd, const char* data, std::size_t size);
inline void write_all(Fd fd, const std::string& text) {
    write_all(fd, text.data(), text.size());
}

/// \return 0 at end of file
std::size_t read_some(Fd fd, char* data, std::size_t size);

void close_now(Fd fd);

/// NAME=VALUE strings, in order.
std::vector<std::string> environment();

std::string current_folder();

/// The process's own id and its parent's.
std::vector<int> process_ids();

/// Starts another child that runs `script` and inherits everything.
void start_grandchild(const std::vector<std::string>& script);
