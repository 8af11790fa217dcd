// Redirections on POSIX: descriptors, SIGPIPE, pipe sizes.
#include "support/posix/helpers.hpp"

#include <climits>
#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

TEST_CASE_METHOD(Census, "DEVNULL works for all three streams", "[lesson-29][py-56]") {
    const fs::path seen = folder() / "fds";
    run(child("fds", seen.c_str()), stdin_ = DEVNULL, stdout_ = DEVNULL, stderr_ = DEVNULL);
    const Handle null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const std::string id = identity(null.get());
    CHECK(content_of(seen) == "0 " + id + "\n1 " + id + "\n2 " + id + "\n");
}

TEST_CASE_METHOD(Census, "a pipeline's first child gets SIGPIPE when its reader is gone", "[py-73][py-93]") {
    Popen first(child("repeat", 1, 100000, "0123456789"), stdout_ = PIPE);
    Popen second(child("read", 0, 1, "to", 1, "enough"), stdin_ = first.stdout_, stdout_ = PIPE);
    first.stdout_.close();
    CHECK(second.communicate().stdout_ == "enough");
    CHECK(first.wait() == -SIGPIPE);
}

#if defined(F_GETPIPE_SZ)

TEST_CASE_METHOD(Census, "pipesize enlarges pipes, and the system refuses too much", "[py-71]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, pipesize = 1 << 17);
    CHECK(process.pipesize == 1 << 17);
    CHECK(::fcntl(process.stdin_.fileno(), F_GETPIPE_SZ) == 1 << 17);
    CHECK(::fcntl(process.stdout_.fileno(), F_GETPIPE_SZ) == 1 << 17);
    try { // throws PermissionError or not, depending on system and user
        start(child("exit", 0), pipesize = INT_MAX);
        FAIL("the system has no such pipe");
    } catch (const OSError& error) {
        CHECK_THAT(error.what(), EndsWith(": pipesize"));
    }
}

TEST_CASE_METHOD(Census, "pipes have the system's default size unless pipesize is given", "[py-71]") {
    const Pipe standard;
    const int size = GENERATE(-1, 0);
    Popen process(child("exit", 0), stdout_ = PIPE, pipesize = size);
    CHECK(::fcntl(process.stdout_.fileno(), F_GETPIPE_SZ) == ::fcntl(standard.reader.get(), F_GETPIPE_SZ));
}

#endif

TEST_CASE_METHOD(Census, "a folder cannot be opened for writing", "") {
    CHECK(thrown<IsADirectoryError>([&] { (void)open(folder(), "w"); }).filename == folder());
}

TEST_CASE_METHOD(Census, "a created file has the default permissions minus the umask", "") {
    const auto modes_under = [&](mode_t mask) {
        ::umask(mask);
        std::string modes;
        for (const char* const mode : {"w", "a", "x", "w+"}) {
            const fs::path created = folder() / (std::to_string(mask) + mode);
            open(created, mode).close();
            struct stat about {};
            ::stat(created.c_str(), &about);
            modes += std::to_string(about.st_mode & 0777) + ' ';
        }
        return modes;
    };
    CHECK(in_fork([&] { return modes_under(0); }) == "438 438 438 438 ");   // 0666
    CHECK(in_fork([&] { return modes_under(027); }) == "416 416 416 416 "); // 0640
}

TEST_CASE_METHOD(Census, "a File is close-on-exec, also after detach", "") {
    File opened = open("/dev/null");
    CHECK(opened.fileno() > 2);
    const Handle kept(opened.detach());
    CHECK(::fcntl(kept.get(), F_GETFD) == FD_CLOEXEC);
}

TEST_CASE_METHOD(Census, "communicate leaves no pipe non-blocking behind", "") {
    Gate gate;
    Popen process(child("until", gate.native_handle(), "until", 0), stdin_ = PIPE, stdout_ = PIPE,
                  passing({gate.native_handle()}));
    const Handle in(::fcntl(process.stdin_.fileno(), F_DUPFD_CLOEXEC, 0));
    const Handle out(::fcntl(process.stdout_.fileno(), F_DUPFD_CLOEXEC, 0));
    const auto is_blocking = [](const Handle& pipe) { return (::fcntl(pipe.get(), F_GETFL) & O_NONBLOCK) == 0; };
    CHECK_THROWS_AS(process.communicate(std::string(1 << 20, 'x'), moment), TimeoutExpired);
    CHECK(is_blocking(in));
    CHECK(is_blocking(out));

    gate.open();
    CHECK_THROWS_AS(process.communicate(None, 250ms), TimeoutExpired); // the child waits for our copy of its stdin
    CHECK(is_blocking(in));
    CHECK(is_blocking(out));
    process.kill();
}
