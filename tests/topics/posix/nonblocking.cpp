// Pipes that the user has made non-blocking, for an event loop: calls that wait use poll(), the others throw
// BlockingIOError, and no data is lost. Reads are in nonblocking_reads.cpp.
#include "support/posix/helpers.hpp"

#include <cstdint>
#include <future>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/eventfd.h>
#include <sys/socket.h>
#endif

using namespace subprocess;
using namespace tests;

namespace {

constexpr std::size_t more_than_fits = 1 << 20;

void make_non_blocking(int fd) {
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

template <class Stream> void make_non_blocking(Stream& stream) {
    if (stream != None)
        make_non_blocking(stream.fileno());
}

/// Repeats `work` until it no longer throws BlockingIOError.
template <class Work> void retry(int fd, short event, Work&& work) {
    for (;;)
        try {
            return work();
        } catch (const BlockingIOError&) {
            pollfd ready{fd, event, 0};
            ::poll(&ready, 1, -1);
        }
}

} // namespace

TEST_CASE_METHOD(Census, "communicate waits for non-blocking pipes, one or several", "") {
    const int pipes = GENERATE(1, 2, 3, 4, 5, 6, 7);
    const bool has_timeout = GENERATE(false, true);
    CAPTURE(pipes, has_timeout);
    const std::string sent(more_than_fits, 'x');
    Options streams;
    if ((pipes & 1) != 0)
        streams.stdin_ = PIPE;
    if ((pipes & 2) != 0)
        streams.stdout_ = PIPE;
    if ((pipes & 4) != 0)
        streams.stderr_ = PIPE;
    Gate gate;
    Popen process(child("until", gate.native_handle(), "repeat", 1, (pipes & 2) != 0 ? 65536 : 0, "0123456789abcdef",
                        "to", 2, (pipes & 4) != 0 ? "err" : "", "until", (pipes & 1) != 0 ? 0 : gate.native_handle()),
                  streams, pass_fds = {gate.native_handle()});
    make_non_blocking(process.stdin_);
    make_non_blocking(process.stdout_);
    make_non_blocking(process.stderr_);
    CHECK_THROWS_AS(process.communicate(sent, 0), TimeoutExpired);
    gate.open();
    const Outputs outputs = has_timeout ? process.communicate(None, 1h) : process.communicate();
    CHECK(process.returncode == 0);
    CHECK((outputs.stdout_ == None || outputs.stdout_.size() == more_than_fits));
    CHECK((outputs.stderr_ == None || outputs.stderr_ == "err"));
}

TEST_CASE_METHOD(Census, "communicate sends all input through a non-blocking pipe", "") {
    const bool is_read = GENERATE(false, true);
    const std::size_t size = GENERATE(std::size_t{0}, std::size_t{1}, more_than_fits);
    Gate gate;
    Pipe counted;
    auto echoed = std::async(std::launch::async, [&] { return counted.read_all(); });
    Options streams;
    if (is_read)
        streams.stdout_ = PIPE;
    else
        streams.stdout_ = counted.writer.get();
    Popen process(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, streams,
                  pass_fds = {gate.native_handle()});
    counted.writer.close();
    make_non_blocking(process.stdin_);
    make_non_blocking(process.stdout_);
    gate.open();
    const Outputs outputs = process.communicate(std::string(size, 'x'));
    CHECK((is_read ? *outputs.stdout_ : echoed.get()).size() == size);
}

TEST_CASE_METHOD(Census, "communicate sends what a write to a full pipe left unsent", "") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    make_non_blocking(process.stdin_);
    const std::string much(more_than_fits, 'x');
    CHECK_THROWS_AS(process.stdin_.write(much), BlockingIOError);
    const bool is_whole = process.communicate("y").stdout_ == much + 'y';
    CHECK(is_whole);
}

#if defined(__linux__)

// An eventfd can be filled so that poll() promises room for a 1, but not for what is written here. A pipe behaves like
// this if another process fills it first.
TEST_CASE_METHOD(Census, "a write that finds the pipe full after all is retried", "") {
    Gate gate;
    Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
    const Handle counter(::eventfd(1, EFD_CLOEXEC));
    process.stdin_ = Writer(Handle(::fcntl(counter.get(), F_DUPFD_CLOEXEC, 0)), {});
    const std::uint64_t sent = UINT64_MAX - 1;
    const std::string bytes(reinterpret_cast<const char*>(&sent), sizeof sent);
    CHECK_THROWS_AS(process.communicate(bytes, moment), TimeoutExpired);
    std::uint64_t count = 0;
    CHECK(::read(counter.get(), &count, sizeof count) == sizeof count);
    CHECK(count == 1);
    process.communicate();
    CHECK(::read(counter.get(), &count, sizeof count) == sizeof count);
    CHECK(count == sent);
}

// After an out-of-band byte poll() promises data that read() does not find. A pipe behaves like this if another process
// reads it first.
TEST_CASE_METHOD(Census, "a read that finds the pipe empty after all waits again", "") {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    Handle ours(ends[0]), theirs(ends[1]);
    Gate gate;
    Popen process(child("until", 0, "to", ends[1], "late"), stdin_ = gate, stdout_ = PIPE, pass_fds = {ends[1]});
    process.stdout_ = Reader(std::move(ours), {});
    ::send(theirs.get(), "!", 1, MSG_OOB);
    theirs.close();
    CHECK_THROWS_AS(process.communicate(None, moment), TimeoutExpired);
    gate.open();
    CHECK(process.communicate().stdout_ == "late");
}

TEST_CASE_METHOD(Census, "a read with a deadline that finds the pipe empty after all waits again", "") {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    Handle ours(ends[0]), theirs(ends[1]);
    Reader reader(std::move(ours), {});
    ::send(theirs.get(), "!", 1, MSG_OOB);
    CHECK_THROWS_AS(reader.read1(timeout = moment), TimeoutExpired);
    ::send(theirs.get(), "late", 4, 0);
    CHECK(reader.read1(timeout = 60s) == "late");
}

#endif

TEST_CASE_METHOD(Census, "data that does not fit into a non-blocking pipe stays in the buffer", "") {
    const bool is_text = GENERATE(false, true);
    Gate gate;
    Popen process(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE, text = is_text,
                  pass_fds = {gate.native_handle()});
    make_non_blocking(process.stdin_);
    const std::string much(more_than_fits, 'x');
    CHECK_THROWS_AS(process.stdin_.write(much), BlockingIOError);
    CHECK_THROWS_AS(process.stdin_.flush(), BlockingIOError);
    auto echoed = std::async(std::launch::async, [&] { return process.stdout_.read(); });
    gate.open();
    retry(process.stdin_.fileno(), POLLOUT, [&] { process.stdin_.flush(); });
    process.stdin_.close();
    CHECK(echoed.get().size() == much.size());
}

TEST_CASE_METHOD(Census, "an unbuffered write to a full non-blocking pipe writes nothing", "") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = 0);
    make_non_blocking(process.stdin_);
    std::size_t sent = 0;
    CHECK_THROWS_AS(
        [&] {
            for (;;)
                sent += process.stdin_.write(std::string(more_than_fits, 'x'));
        }(),
        BlockingIOError);
    CHECK(process.communicate().stdout_->size() == sent);
}

TEST_CASE_METHOD(Census, "close() of a full non-blocking pipe reports the loss and closes it", "") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    make_non_blocking(process.stdin_);
    CHECK_THROWS_AS(process.stdin_.write(std::string(more_than_fits, 'x')), BlockingIOError);
    CHECK_THROWS_AS(process.stdin_.close(), BlockingIOError);
    CHECK(process.stdin_.closed());
    CHECK(process.communicate().stdout_->size() < more_than_fits);
}

TEST_CASE_METHOD(Census, "a destructor waits for room in a non-blocking pipe", "") {
    const bool is_moved_out = GENERATE(false, true);
    Gate gate;
    Pipe counted;
    auto echoed = std::async(std::launch::async, [&] { return counted.read_all(); });
    {
        Popen process(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = counted.writer.get(),
                      pass_fds = {gate.native_handle()});
        counted.writer.close();
        make_non_blocking(process.stdin_);
        CHECK_THROWS_AS(process.stdin_.write(std::string(2 * more_than_fits, 'x')), BlockingIOError);
        gate.open();
        if (is_moved_out)
            const Writer moved(std::move(process.stdin_));
    }
    CHECK(echoed.get().size() == 2 * more_than_fits);
}
