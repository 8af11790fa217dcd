// Real seccomp filters. They simulate old kernels and sandboxes, by system calls that fail, and let a test decide when
// a system call goes on.
#pragma once

#include <subprocess/handle.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

struct seccomp_data; // what a filter learns about a call

namespace tests {

/// A system call. With a mask, only calls whose argument has this value under the mask.
struct SystemCall {
    std::string name;
    long number;
    unsigned argument = 0;
    std::uint32_t mask = 0, value = 0;
};

/// The system calls that the library can do without. Calls that it also needs for other purposes, such as clone for a
/// fork, are not included.
std::vector<SystemCall> optional_calls();

/// From now on these calls fail with `error` in this thread and in what it starts. For use in a fork.
void refuse(const std::vector<SystemCall>& calls, int error);

/// Like refuse(), but the reader of the returned descriptor answers the calls. Returns -1 if that is not supported.
int observe(const std::vector<SystemCall>& calls);

/// ioctl(), whose request is an int in musl and an unsigned long elsewhere.
int control(int fd, unsigned long request, void* argument);

/// Answers the calls that a thread makes, until it ends. \param answer returns the result, or 0 to let the call be made
void answer_calls(int listener, const std::function<long(const seccomp_data& call)>& answer);

/// observe() of one system call, for a test that needs it. The filter stays with the process, so use it in a fork.
/// \throws std::system_error if that is not supported
subprocess::Handle listen_for(long number);

} // namespace tests
