// Sinks and sources where signals and the modes of descriptors matter.
#include "support/helpers.hpp"
#include "support/loop.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>

using namespace subprocess;
using namespace tests;

namespace {

struct StoppedSink {};

bool wants_no_more(std::string_view) {
    return false;
}

const auto flood = child("flood", 1);

/// Both ends of a connection.
struct Connection {
    Connection() {
        int fds[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0);
        ours = Handle(fds[0]);
        theirs = Handle(fds[1]);
    }
    Handle ours, theirs;
};

} // namespace

TEST_CASE_METHOD(Census, "check forgives SIGPIPE after a sink had enough, and nothing else") {
    CHECK(run(flood, check = true, stdout_ = each_chunk(wants_no_more)).returncode == -SIGPIPE);
    CHECK(check_call(flood, stdout_ = each_chunk(wants_no_more)) == -SIGPIPE);
    const auto by_itself = [] { run(child("raise", SIGPIPE), check = true, stdout_ = each_chunk(wants_no_more)); };
    CHECK_THROWS_AS(by_itself(), CalledProcessError);
    const auto failed = [] { check_call(child("to", 1, "x", "exit", 3), stdout_ = each_chunk(wants_no_more)); };
    CHECK_THROWS_AS(failed(), CalledProcessError);
    const auto hung_up = [] {
        run(child("to", 1, "x", "raise", SIGHUP), check = true, stdout_ = each_chunk(wants_no_more));
    };
    CHECK_THROWS_AS(hung_up(), CalledProcessError); // by whomever: there is no terminal
    const auto of_other_stream = [] {
        run(child("to", 2, "x", "raise", SIGPIPE), check = true, stdout_ = PIPE,
            stderr_ = each_chunk([](std::string_view) {}));
    };
    CHECK_THROWS_AS(of_other_stream(), CalledProcessError);
}

TEST_CASE_METHOD(Census, "a child that reads no more ends a flood into it, and check forgives that") {
    Popen second(child("read", 0, 1), stdin_ = PIPE);
    CHECK(run(flood, stdout_ = to(second.stdin_), check = true).returncode == -SIGPIPE);
    std::ostringstream copy;
    Popen third(child("read", 0, 100000), stdin_ = PIPE);
    CHECK(run(child("repeat", 1, 500000, "z"), stdout_ = tee(to(third.stdin_), copy), check = true).returncode == 0);
    CHECK(copy.str().size() == 500000);
}

TEST_CASE_METHOD(Census, "the mode of a descriptor that others use stays as it is, and it never blocks us") {
    Connection connection;
    const int before = ::fcntl(connection.ours.get(), F_GETFL);
    Gate gate;
    Popen reader(child("until", gate.native_handle(), "until", 0), stdin_ = connection.theirs,
                 passing({gate.native_handle()}));
    connection.theirs.close();
    int mode_meanwhile = -1;
    Popen writer(
        child("repeat", 1, 1000000, "z"),
        stdout_ = tee(each_chunk([&](std::string_view) { mode_meanwhile = ::fcntl(connection.ours.get(), F_GETFL); }),
                      connection.ours));
    while (mode_meanwhile == -1)
        CHECK_THROWS_AS(writer.wait(moment), TimeoutExpired);
    CHECK(mode_meanwhile == before);
    gate.open();
    CHECK(writer.wait() == 0);
    connection.ours.close();
    CHECK(reader.wait() == 0);
}

TEST_CASE_METHOD(Census, "an end of our own pipe blocks again after to()") {
    Popen second(child("until", 0), stdin_ = PIPE);
    const int before = ::fcntl(second.stdin_.fileno(), F_GETFL);
    run(child("repeat", 1, 300000, "z"), stdout_ = to(second.stdin_));
    CHECK(::fcntl(second.stdin_.fileno(), F_GETFL) == before);
}

TEST_CASE_METHOD(Census, "both streams go to the same stdin_, without blocking us, and it blocks again afterwards") {
    Gate gate;
    Popen second(child("until", gate.native_handle(), "until", 0), stdin_ = PIPE, passing({gate.native_handle()}));
    const int before = ::fcntl(second.stdin_.fileno(), F_GETFL);
    Popen first(child("to", 1, "x", "close", 1, "repeat", 2, 300000, "z"), stdout_ = to(second.stdin_),
                stderr_ = to(second.stdin_));
    CHECK_THROWS_AS(first.wait(moment), TimeoutExpired);
    CHECK_THROWS_AS(first.wait(moment), TimeoutExpired);
    CHECK(::fcntl(second.stdin_.fileno(), F_GETFL) == before);
    gate.open();
    CHECK(first.wait() == 0);
    CHECK(::fcntl(second.stdin_.fileno(), F_GETFL) == before);
}

TEST_CASE_METHOD(Census, "a descriptor that cannot be written is an error once, and what comes then is dropped") {
    const Handle full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    const auto asked = child("on", SIGTERM, "to", 1, "y", "exit", 0, "then", "to", 1, "x", "until", 0);
    CHECK_THROWS_AS(run(asked, stdin_ = Gate(), stdout_ = to(full), grace = 1h), OSError);
    Popen process(child("to", 1, "a", "until", 0, "repeat", 1, 300000, "b"), stdin_ = PIPE, stdout_ = to(full));
    CHECK_THROWS_AS(process.wait(), OSError);
    process.stdin_.close();
    CHECK(process.wait() == 0);
    CHECK_THROWS_AS(run(child("to", 1, "a"), stdout_ = tee(PIPE, full)), OSError);
}

TEST_CASE_METHOD(Census, "a socket that cannot be written is an error once, and what comes then is dropped") {
    int sockets[2] = {-1, -1};
    REQUIRE(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, sockets) == 0);
    const Handle ours(sockets[0]);
    Handle(sockets[1]).close(); // from now on writes fail, but not with EPIPE
    Popen process(child("to", 1, "a", "until", 0, "repeat", 1, 300000, "b"), stdin_ = PIPE, stdout_ = to(ours));
    CHECK(thrown<OSError>([&] { process.wait(); }).code().value() == ECONNREFUSED);
    process.stdin_.close();
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(Census,
                 "a descriptor that cannot be read is an error once, and the input has ended for the next call") {
    const Handle folder(::open("/", O_RDONLY | O_CLOEXEC));
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = from(folder), grace = 1h), IsADirectoryError);
    Popen process(child("until", 0), stdin_ = from(folder));
    CHECK_THROWS_AS(process.wait(), IsADirectoryError);
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(Census, "the wrong end of a pipe is an error before the start") {
    Pipe pipe;
    CHECK_THROWS_AS(run(child("to", 1, "x"), stdout_ = to(pipe.reader)), OSError);
    CHECK_THROWS_AS(run(child("until", 0), stdin_ = from(pipe.writer)), OSError);
}

TEST_CASE_METHOD(Census, "a child that ends does not wait for a source that has nothing to say") {
    Pipe silent;
    CHECK(run(child("exit", 3), stdin_ = from(silent.reader)).returncode == 3);
    CHECK(run(child("close", 0, "to", 1, "x"), stdin_ = from(silent.reader), stdout_ = PIPE).stdout_ == "x");
}

TEST_CASE_METHOD(Census, "sinks are called while a child is asked to end, and what they throw leaves stop") {
    const auto command =
        child("on", SIGTERM, "repeat", 1, 300000, "z", "exit", 7, "then", "to", 2, "ready\n", "until", 0);
    std::size_t size = 0;
    bool is_ready = false;
    Popen process(command, stdin_ = PIPE, grace = 1h,
                  stdout_ = each_chunk([&](std::string_view bytes) { size += bytes.size(); }),
                  stderr_ = each_line([&](std::string_view) { is_ready = true; }));
    while (!is_ready)
        CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    CHECK(process.stop() == 7);
    process.wait();
    CHECK(size == 300000);

    Popen other(command, stdin_ = PIPE, grace = 1h, stderr_ = PIPE,
                stdout_ = each_chunk([](std::string_view) { throw StoppedSink(); }));
    CHECK(other.stderr_.readline() == "ready\n");
    CHECK_THROWS_AS(other.stop(), StoppedSink);
    CHECK(other.returncode == 7);
}

TEST_CASE_METHOD(Census, "a timeout with grace gives the sinks the last words of the child") {
    std::string said;
    bool is_ready = false;
    for (double limit = time_to_start(); !is_ready; limit *= 2) {
        said.clear();
        const auto late = [&] {
            run(child("on", SIGTERM, "to", 1, "bye", "exit", 0, "then", "to", 1, "ready ", "until", 0), stdin_ = Gate(),
                timeout = limit, grace = 1h, stdout_ = each_chunk([&](std::string_view bytes) { said += bytes; }));
        };
        CHECK_THROWS_AS(late(), TimeoutExpired);
        is_ready = !said.empty();
    }
    CHECK(said == "ready bye");
}

TEST_CASE_METHOD(Census, "POSIX's tee keeps its meaning under a using-directive") {
    Pipe from_where, to_where;
    CHECK(::write(from_where.writer.get(), "x", 1) == 1);
    CHECK(tee(from_where.reader.get(), to_where.writer.get(), 10, 0) == 1);
}

TEST_CASE_METHOD(Census, "no interest is the null device, which epoll refuses") {
    const Handle null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    Running running(child("repeat", 1, 300000, "x"), stdout_ = to(null.get()));
    while (!running.step()) {
        for (const Interest& interest : running.interests()) {
            struct stat status {};
            REQUIRE(::fstat(interest.handle, &status) == 0);
            CHECK_FALSE(S_ISCHR(status.st_mode));
        }
        await(running.interests(), running.deadline());
    }
    CHECK(running.result().returncode == 0);
}
