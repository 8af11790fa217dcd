// Descriptors under numbers of the child's, for every spawn method.
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"
#include "support/posix/ways.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <map>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// A child's descriptors and their targets.
using Fds = std::map<int, std::string>;

/// Those of a child started with these keywords, without its standard streams.
template <class... K> Fds others_of_child(const fs::path& file, K&&... keywords) {
    run(child("fds", file.c_str()), check = true, std::forward<K>(keywords)...);
    std::istringstream lines(content_of(file));
    Fds fds;
    int fd = 0;
    for (std::string behind; lines >> fd >> behind;)
        if (fd > 2)
            fds[fd] = behind;
    return fds;
}

int reader(const Pipe& pipe) {
    return pipe.reader.get();
}

std::string complaint(const std::vector<PassedFd>& fds) {
    return text_of<ValueError>([&] { start({"/nonexistent"}, pass_fds = fds); });
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a descriptor can get a number of the child's") {
    INFO(name());
    const Pipe one, two;
    const int fd = reader(one), kept = reader(two);
    const Fds fds = others_of_child(folder() / "fds", pass_fds = {kept, fd_as(fd, 77)});
    CHECK(fds == Fds{{77, identity(fd)}, {kept, identity(kept)}});
    CHECK(::fcntl(fd, F_GETFD) == FD_CLOEXEC); // unchanged in this process
    CHECK(::fcntl(77, F_GETFD) == -1);
}

TEST_CASE_METHOD(EveryTree, "the program of a tree can get descriptors under numbers of its own", "[tree]") {
    INFO(name());
    const Pipe one, two;
    const int a = reader(one), b = reader(two);
    const std::array<PassedFd, 3> passed = {fd_as(a, b), fd_as(b, a), fd_as(a, 88)};
    const Fds fds = others_of_child(folder() / "fds", subprocess::tree = true, pass_fds = passed, input = "x",
                                    capture_output = true);
    CHECK(fds == Fds{{a, identity(b)}, {b, identity(a)}, {88, identity(a)}});
}

TEST_CASE_METHOD(EveryWay, "passed descriptors can exchange their numbers") {
    INFO(name());
    const Pipe one, two, three;
    const int a = reader(one), b = reader(two), c = reader(three);
    CHECK(others_of_child(folder() / "fds", pass_fds = {fd_as(a, b), fd_as(b, a)}) ==
          Fds{{a, identity(b)}, {b, identity(a)}});
    CHECK(others_of_child(folder() / "fds", pass_fds = {fd_as(a, b), fd_as(b, c), fd_as(c, a)}) ==
          Fds{{a, identity(c)}, {b, identity(a)}, {c, identity(b)}});
    CHECK(others_of_child(folder() / "fds", pass_fds = {fd_as(a, b), fd_as(b, c)}) ==
          Fds{{b, identity(a)}, {c, identity(b)}});
    CHECK(others_of_child(folder() / "fds", pass_fds = {fd_as(a, b), fd_as(a, c), fd_as(a, a)}) ==
          Fds{{a, identity(a)}, {b, identity(a)}, {c, identity(a)}});
}

// One of the numbers is that of the pipe for reports, if there is one, and others are those of the redirections.
TEST_CASE_METHOD(EveryWay, "a number of the child's can be one that the start uses itself") {
    INFO(name());
    const Pipe pipe;
    const int fd = reader(pipe);
    for (int number = 3; number < 40; ++number) {
        const CompletedProcess done = run(child("cat", "to", 2, "err", "fds", (folder() / "fds").c_str()), input = "in",
                                          capture_output = true, pass_fds = {fd_as(fd, number)});
        CHECK(*done.stdout_ + *done.stderr_ == "inerr");
        CHECK_THAT(content_of(folder() / "fds"),
                   EndsWith(std::string("\n").append(word(number)).append(" ").append(identity(fd)).append("\n")));
        CHECK_THROWS_AS(start({"/nonexistent"}, pass_fds = {fd_as(fd, number)}), FileNotFoundError);
    }
}

TEST_CASE_METHOD(EveryWay, "numbers of the child's can be those of descriptors for its streams") {
    INFO(name());
    const Pipe one, two;
    const int a = reader(one), b = two.writer.get();
    const std::string file = (folder() / "fds").string();
    run(child("fds", file), stdin_ = a, stdout_ = b, pass_fds = {fd_as(a, b), fd_as(b, a)});
    const std::string as_in = identity(a), as_out = identity(b);
    CHECK(content_of(file) == "0 " + as_in + "\n1 " + as_out + "\n2 " + identity(2) + '\n' + word(std::min(a, b)) +
                                  ' ' + identity(std::max(a, b)) + '\n' + word(std::max(a, b)) + ' ' +
                                  identity(std::min(a, b)) + '\n');
}

TEST_CASE_METHOD(EveryWay, "our own standard streams can be passed under other numbers") {
    INFO(name());
    const std::string ours = identity(1);
    const Fds fds = others_of_child(folder() / "fds", stdout_ = PIPE, pass_fds = {fd_as(1, 5), fd_as(2, 6)});
    CHECK(fds == Fds{{5, ours}, {6, identity(2)}});
}

TEST_CASE_METHOD(Census, "a number of the child's that is a standard stream's, or is given twice, is refused") {
    const std::string standard = " cannot be the number of a passed descriptor, which begin at 3";
    CHECK(complaint({fd_as(0, 2)}) == "pass_fds: 2" + standard);
    CHECK(complaint({fd_as(0, 0)}) == "pass_fds: 0" + standard);
    CHECK(complaint({fd_as(0, -1)}) == "pass_fds: -1" + standard);
    CHECK(complaint({fd_as(0, 5), fd_as(1, 5)}) == "pass_fds: 5 is given twice");
    CHECK(complaint({fd_as(0, 5), fd_as(0, 5)}) == "pass_fds: 5 is given twice");
    const Pipe pipe;
    const int fd = reader(pipe);
    CHECK(complaint({fd, fd_as(0, fd)}) == "pass_fds: " + word(fd) + " is given twice");
    CHECK(complaint({fd_as(-1, 5)}) == "bad value(s) in fds_to_keep");
}

TEST_CASE_METHOD(EveryWay, "a passed descriptor that is closed, or a number that is too high, throws EBADF") {
    INFO(name());
    const int too_high = GENERATE(1 << 30, INT_MAX);
    const auto closed = thrown<OSError>([&] { start({"/nonexistent"}, pass_fds = {fd_as(too_high, 5)}); });
    CHECK(closed.what() == std::string("[Errno 9] Bad file descriptor: pass_fds"));
    const auto high = thrown<OSError>([&] { start(child("exit", 0), pass_fds = {fd_as(0, too_high)}); });
    CHECK(high.what() == std::string("[Errno 9] Bad file descriptor: pass_fds"));
}

TEST_CASE_METHOD(Census, "two pairs of braces list descriptors, as one pair does") {
    const Pipe pipe;
    const int a = reader(pipe), b = pipe.writer.get();
    const Fds both{{a, identity(a)}, {b, identity(b)}};
    CHECK(others_of_child(folder() / "fds", pass_fds = {{a, b}}) == both);
    Options options;
    options.pass_fds = {{a, b}};
    CHECK(others_of_child(folder() / "fds", options) == both);
}

TEST_CASE_METHOD(Census, "passed descriptors can be any range, and an Options keeps them") {
    const Pipe pipe;
    const int fd = reader(pipe);
    const Fds as_50{{50, identity(fd)}};
    const fs::path file = folder() / "fds";
    const std::vector<PassedFd> list = {fd_as(fd, 50)};
    CHECK(others_of_child(file, pass_fds = list) == as_50);
    CHECK(others_of_child(file, pass_fds = std::optional(list)) == as_50);
    CHECK(others_of_child(file, pass_fds = std::optional<std::vector<PassedFd>>()).empty());
    Options options;
    options.pass_fds = std::vector<PassedFd>{fd_as(fd, 51)};
    options.pass_fds = {fd_as(fd, 50)};
    const Options copy = options;
    options.pass_fds = None;
    CHECK(others_of_child(file, copy) == as_50);
    CHECK(others_of_child(file, options).empty());
}
