// Pipes whose other end is closed, or is held open by another process.
#include "support/posix/helpers.hpp"

#include <csignal>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

/// Blocks until the child is a zombie, and leaves it one.
void await_end(const Popen& process) {
    siginfo_t about{};
    ::waitid(P_PID, static_cast<id_t>(process.pid), &about, WEXITED | WNOWAIT);
}

/// Data for a closed reader: a buffer to flush, input to send, or only a stream to close.
struct Unread {
    std::string buffered, sent;
};

} // namespace

TEST_CASE_METHOD(Census, "communicate ignores a closed reader, regardless of unsent data", "[py-149][py-151]") {
    const std::string much(1 << 20, 'x');
    const Unread unread =
        GENERATE_COPY(Unread{}, Unread{"buffered", ""}, Unread{"", "sent"}, Unread{"", much}, Unread{"buffered", much});
    const bool has_timeout = GENERATE(false, true);
    const bool has_output = GENERATE(false, true);
    Options streams;
    streams.stdin_ = PIPE;
    streams.stdout_ = DEVNULL;
    if (has_output)
        streams.stdout_ = PIPE;
    Popen process(child("to", 1, "last words"), streams);
    process.stdin_.write(unread.buffered);
    await_end(process);
    const Outputs outputs = has_timeout ? process.communicate(unread.sent, 1h) : process.communicate(unread.sent);
    CHECK(outputs.stdout_ == (has_output ? Output("last words") : Output()));
    CHECK(process.returncode == 0);
    CHECK(process.stdin_.closed());
}

TEST_CASE_METHOD(Census, "without a timeout communicate also reads a grandchild's output", "[py-153]") {
    Gate gate;
    Popen process(child("fork", "until", gate.native_handle(), "to", 1, " late", "parent", "to", 1, "early"),
                  stdout_ = PIPE, pass_fds = {gate.native_handle()});
    await_end(process);
    gate.open();
    CHECK(process.communicate().stdout_ == "early late");
}

TEST_CASE_METHOD(Census, "the destructor waits even if stdout cannot be closed", "[py-194]") {
    int pid = 0;
    {
        Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
        pid = process.pid;
        ::close(process.stdout_.fileno());
    }
    CHECK(::kill(pid, 0) == -1);
}

TEST_CASE_METHOD(Census, "a stream that cannot be closed throws, and counts as closed", "[py-194][py-211]") {
    Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE);
    ::close(process.stdout_.fileno());
    CHECK(thrown<OSError>([&] { process.stdout_.close(); }).code() == std::errc::bad_file_descriptor);
    CHECK(process.stdout_.closed());
    process.stdout_.close();
}

TEST_CASE_METHOD(Census, "everything ready in a large pipe is read at the deadline", "[py-71][py-161]") {
    constexpr int size = 1 << 20;
    Gate gate;
    Pipe written;
    Popen process(child("repeat", 1, size / 16, "0123456789abcdef", "to", written.writer.get(), "!", "until", 0),
                  stdin_ = gate, stdout_ = PIPE, pipesize = size, pass_fds = {written.writer.get()});
    CHECK(written.read() == "!");
    CHECK(thrown<TimeoutExpired>([&] { process.communicate(None, 0); }).stdout_->size() == size);
    gate.open();
    CHECK(process.communicate().stdout_->size() == size);
}

TEST_CASE_METHOD(Census, "check_output with input None keeps the child from the parent's stdin", "[py-182]") {
    const auto path = file("stdin", "of the parent");
    CHECK(in_fork([&] {
              ::dup2(open(path).fileno(), 0);
              const std::string bytes = check_output(child("cat"), input = None);
              const std::string characters = check_output(child("cat"), input = None, text = true);
              return bytes + characters + "nothing " + check_output(child("cat"));
          }) == "nothing of the parent");
}

TEST_CASE_METHOD(Census, "pipe() is ours, pipe(fds) is the system's, and both ends of ours are close-on-exec") {
    int fds[2] = {-1, -1};
    REQUIRE(pipe(fds) == 0);
    const Handle first(fds[0]), second(fds[1]);
    auto [reader, writer] = pipe();
    for (const int fd : {reader.fileno(), writer.fileno()})
        CHECK(::fcntl(fd, F_GETFD) == FD_CLOEXEC);
    CHECK(::fcntl(first.get(), F_GETFD) == 0);
    CHECK(::write(writer.fileno(), "x", 1) == 1);
    writer.close();
    CHECK(check_output(child("cat"), stdin_ = reader) == "x");
}
