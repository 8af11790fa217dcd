// Reads from a pipe that the user has made non-blocking, for an event loop.
#include "support/posix/helpers.hpp"

#include <fcntl.h>
#include <poll.h>

using namespace subprocess;
using namespace tests;

namespace {

/// A child that writes part of a line, and the rest when the gate opens.
Popen slow_talker(const Gate& gate, const Options& options = {}) {
    Popen process(child("to", 1, "one\ntw", "until", 0, "to", 1, "o\nthree"), stdin_ = gate, stdout_ = PIPE, options);
    const int fd = process.stdout_.fileno();
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    return process;
}

/// Blocks until there is something to read.
void await_readable(const Popen& process) {
    pollfd fd{process.stdout_.fileno(), POLLIN, 0};
    ::poll(&fd, 1, -1);
}

/// The output that `read` returns over several calls.
template <class Read> std::string read_by_and_by(const Options& options, const Read& read) {
    Gate gate;
    Popen process = slow_talker(gate, options);
    await_readable(process);
    CHECK_THROWS_AS(read(process.stdout_), BlockingIOError);
    gate.open();
    std::string text;
    for (bool is_read = false; !is_read;)
        try {
            text += read(process.stdout_);
            is_read = true;
        } catch (const BlockingIOError&) {
            await_readable(process);
        }
    return text;
}

} // namespace

TEST_CASE_METHOD(Census, "reads from an empty non-blocking pipe throw and lose nothing", "") {
    Options options;
    options.text = GENERATE(false, true);
    options.bufsize = options.text ? -1 : GENERATE(-1, 0);
    CHECK(read_by_and_by(options, [](Reader& stream) { return stream.read(); }) == "one\ntwo\nthree");
    CHECK(read_by_and_by(options, [](Reader& stream) {
              std::string lines;
              for (const std::string& line : stream.readlines())
                  lines += line + '|';
              return lines;
          }) == "one\n|two\n|three|");
}

TEST_CASE_METHOD(Census, "an incomplete line from a non-blocking pipe is kept for the next read", "") {
    Gate gate;
    Popen process = slow_talker(gate);
    await_readable(process);
    CHECK(process.stdout_.readline() == "one\n");
    CHECK_THROWS_AS(process.stdout_.readline(), BlockingIOError);
    CHECK_THROWS_AS(process.stdout_.read(3), BlockingIOError);
    CHECK(process.stdout_.read(1) == "t");
    CHECK(process.stdout_.read1() == "w");
    CHECK_THROWS_AS(process.stdout_.read1(), BlockingIOError);
    gate.open();
    CHECK(process.communicate().stdout_ == "o\nthree");
}

TEST_CASE_METHOD(Census, "a read with a deadline waits for a non-blocking pipe", "") {
    Gate gate;
    Popen process = slow_talker(gate);
    CHECK(process.stdout_.readline(timeout = 60s) == "one\n");
    CHECK_THROWS_AS(process.stdout_.readline(timeout = moment), TimeoutExpired);
    CHECK_THROWS_AS(process.stdout_.readline(timeout = None), BlockingIOError);
    CHECK_THROWS_AS(process.stdout_.read_until("three"), BlockingIOError);
    gate.open();
    CHECK(process.stdout_.readline(timeout = 60s) == "two\n");
    CHECK(process.stdout_.read_until("three", timeout = 60s).index == 0);
    CHECK(process.stdout_.read1(timeout = 60s) == "");
}

TEST_CASE_METHOD(Census, "a loop of one's own reads lines without ever waiting", "") {
    Popen process(child("lines", 100), stdout_ = PIPE, stderr_ = PIPE, text = GENERATE(false, true));
    Reader* const streams[] = {&process.stdout_, &process.stderr_};
    pollfd ready[] = {{process.stdout_.fileno(), POLLIN, 0}, {process.stderr_.fileno(), POLLIN, 0}};
    std::string all[2];
    for (int open = 2; open > 0 && ::poll(ready, 2, -1) > 0;)
        for (const int i : {0, 1})
            for (std::string line; ready[i].fd >= 0 && streams[i]->has_line(); all[i] += line)
                if (!streams[i]->readline(line)) {
                    ready[i].fd = -1;
                    --open;
                }
    CHECK(all[0].size() == 290);
    CHECK(all[0] == all[1]);
}
