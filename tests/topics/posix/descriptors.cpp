// The descriptors that a child has, for every spawn method.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <array>
#include <cerrno>
#include <map>
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

Fds read_fds(const fs::path& file) {
    std::istringstream lines(content_of(file));
    Fds fds;
    int fd = 0;
    for (std::string behind; lines >> fd >> behind;)
        fds[fd] = behind;
    return fds;
}

/// The descriptors of a child started with these keywords. It reports in a file, so that stdout can be anything.
template <class... K> Fds fds_of_child(const fs::path& file, K&&... keywords) {
    run(child("fds", file.c_str()), check = true, std::forward<K>(keywords)...);
    return read_fds(file);
}

std::vector<int> numbers(const Fds& fds) {
    std::vector<int> result;
    for (const auto& [fd, behind] : fds)
        result.push_back(fd);
    return result;
}

/// A copy that children inherit, like the descriptors of other libraries.
Handle inheritable(const Handle& fd, int lowest = 3) {
    return Handle(::fcntl(fd.get(), F_DUPFD, lowest));
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a child has descriptors 0, 1 and 2 and no others", "[lesson-12][py-74]") {
    INFO(name());
    const Pipe pipe;
    const Handle low = inheritable(pipe.reader);
    const Handle high = inheritable(pipe.reader, 500);
    CHECK(numbers(fds_of_child(folder() / "fds")) == std::vector<int>{0, 1, 2});
    CHECK(numbers(fds_of_child(folder() / "fds", capture_output = true, input = "x")) == std::vector<int>{0, 1, 2});
}

TEST_CASE_METHOD(EveryWay, "with close_fds false a child has all inheritable descriptors", "[py-69][py-75]") {
    INFO(name());
    const Pipe pipe;
    const Handle inherited = inheritable(pipe.reader);
    Popen other(child("cat"), stdin_ = PIPE, stdout_ = PIPE); // its pipes are not inherited
    const Fds fds = fds_of_child(folder() / "fds", close_fds = false, capture_output = true);
    CHECK(fds.count(inherited.get()) == 1);
    for (const int ours : {pipe.reader.get(), pipe.writer.get(), other.stdin_.fileno(), other.stdout_.fileno()})
        CHECK(fds.count(ours) == 0);
}

TEST_CASE_METHOD(EveryWay, "descriptors above a lowered limit are closed, too", "[py-76]") {
    INFO(name());
    CHECK(in_fork([&] {
              const Pipe pipe;
              const Handle high = inheritable(pipe.reader, 900);
              rlimit limit{};
              ::getrlimit(RLIMIT_NOFILE, &limit);
              limit.rlim_cur = 100;
              ::setrlimit(RLIMIT_NOFILE, &limit);
              return std::to_string(fds_of_child(folder() / "fds").size());
          }) == "3");
}

TEST_CASE_METHOD(EveryWay, "pass_fds keep their numbers and all others are closed", "[lesson-13][py-78]") {
    INFO(name());
    const Pipe pipe, other;
    const Handle high = inheritable(other.reader, 300);
    const int passed = pipe.writer.get();
    const Fds fds = fds_of_child(folder() / "fds", pass_fds = {high.get(), passed});
    CHECK(numbers(fds) == std::vector<int>{0, 1, 2, passed, high.get()});
    CHECK(fds.at(passed) == identity(passed));
    CHECK(::fcntl(passed, F_GETFD) == FD_CLOEXEC); // unchanged in this process
}

TEST_CASE_METHOD(Census, "pass_fds can be any adjacent numbers") {
    const Pipe pipe;
    const int fd = pipe.reader.get();
    const std::array<int, 1> array = {fd};
    const std::vector<int> vector(array.begin(), array.end());
    Options options;
    options.pass_fds = array;
    CHECK(numbers(fds_of_child(folder() / "array", pass_fds = array)) == std::vector<int>{0, 1, 2, fd});
    CHECK(numbers(fds_of_child(folder() / "vector", pass_fds = vector)) == std::vector<int>{0, 1, 2, fd});
    CHECK(numbers(fds_of_child(folder() / "options", options)) == std::vector<int>{0, 1, 2, fd});
}

TEST_CASE_METHOD(EveryWay, "a single descriptor between two that are passed is closed") {
    INFO(name());
    const Pipe pipe;
    const Handle first = inheritable(pipe.reader, 300);
    const Handle between = inheritable(pipe.reader, first.get() + 1);
    const Handle last = inheritable(pipe.reader, first.get() + 2);
    REQUIRE(last.get() == first.get() + 2);
    CHECK(numbers(fds_of_child(folder() / "fds", pass_fds = {first.get(), last.get()})) ==
          std::vector<int>{0, 1, 2, first.get(), last.get()});
}

TEST_CASE_METHOD(EveryWay, "pass_fds may contain duplicates and standard streams", "[py-80]") {
    INFO(name());
    const Pipe pipe;
    const int fd = pipe.reader.get();
    const Fds fds = fds_of_child(folder() / "fds", pass_fds = {fd, 1, fd, 0, fd});
    CHECK(numbers(fds) == std::vector<int>{0, 1, 2, fd});
}

TEST_CASE_METHOD(EveryWay, "a descriptor can be passed and redirected at once", "[py-79]") {
    INFO(name());
    const Pipe pipe;
    const int fd = pipe.reader.get();
    const Fds fds = fds_of_child(folder() / "fds", stdin_ = fd, pass_fds = {fd});
    CHECK(fds.at(0) == identity(fd));
    CHECK(fds.at(fd) == identity(fd));
}

TEST_CASE_METHOD(EveryWay, "closing descriptors does not break error reporting", "[lesson-14][py-74]") {
    INFO(name());
    const Pipe pipe;
    CHECK(thrown<FileNotFoundError>([&] { run({"/nonexistent"}, pass_fds = {pipe.reader.get()}); }).filename ==
          "/nonexistent");
    CHECK_THROWS_AS(run({"/nonexistent"}, close_fds = true), FileNotFoundError);
    CHECK_THROWS_AS(run({"/nonexistent"}, close_fds = false), FileNotFoundError);
}

TEST_CASE_METHOD(EveryWay, "a descriptor opened by preexec_fn is closed", "[py-77]") {
    INFO(name());
    const Fds fds = fds_of_child(
        folder() / "fds", preexec_fn = [] { ::dup2(0, 77); });
    CHECK(numbers(fds) == std::vector<int>{0, 1, 2});
}

TEST_CASE_METHOD(EveryWay, "the null device does not add a descriptor to a child", "[lesson-15][py-56]") {
    INFO(name());
    const Fds without = fds_of_child(folder() / "fds", close_fds = false);
    const Fds with = fds_of_child(folder() / "fds", stdin_ = DEVNULL, stdout_ = DEVNULL, close_fds = false);
    CHECK(with.at(0) == with.at(1));
    CHECK(numbers(with) == numbers(without));
}

TEST_CASE_METHOD(EveryWay, "a background grandchild does not inherit an extra null device", "[lesson-15]") {
    INFO(name());
    const fs::path file = folder() / "fds";
    LifeLine line;
    const auto command = child("fork", "fds", file.c_str(), "parent", "exit", 0);
    CHECK(run(command, stderr_ = DEVNULL, pass_fds = {line.native_handle()}).returncode == 0);
    const int passed = line.native_handle();
    line.given();
    line.await_end();
    CHECK(numbers(read_fds(file)) == std::vector<int>{0, 1, 2, passed});
}

TEST_CASE_METHOD(EveryWay, "a child does not inherit our ends of its pipes", "[py-70]") {
    INFO(name());
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, close_fds = false);
    process.stdin_.write("x");
    process.stdin_.close();
    CHECK(process.stdout_.read() == "x");
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(EveryWay, "our pipes and handles are created close-on-exec", "[py-69]") {
    INFO(name());
    Popen process(child("until", 0), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE);
    for (const int fd : {process.stdin_.fileno(), process.stdout_.fileno(), process.stderr_.fileno()})
        CHECK(::fcntl(fd, F_GETFD) == FD_CLOEXEC);
    if (process.native_handle() >= 0)
        CHECK(::fcntl(process.native_handle(), F_GETFD) == FD_CLOEXEC);
    process.communicate();
}

TEST_CASE_METHOD(EveryWay, "a start that runs out of descriptors leaks none", "[py-26][py-27]") {
    INFO(name());
    CHECK(in_fork([] {
              rlimit limit{};
              ::getrlimit(RLIMIT_NOFILE, &limit);
              int failures = 0;
              for (limit.rlim_cur = 4; limit.rlim_cur < 20; ++limit.rlim_cur) {
                  const Findings before = open_fds();
                  const rlimit tight = limit;
                  rlimit roomy = limit;
                  roomy.rlim_cur = roomy.rlim_max;
                  ::setrlimit(RLIMIT_NOFILE, &tight);
                  try {
                      run(child("exit", 0), input = "x", capture_output = true);
                  } catch (const OSError& error) {
                      failures += error.code().value() == EMFILE;
                  }
                  ::setrlimit(RLIMIT_NOFILE, &roomy);
                  if (const std::string leaked = differences(before, open_fds()) + children(); !leaked.empty())
                      return leaked;
              }
              return std::string(failures > 0 ? "nothing leaked" : "nothing failed");
          }) == "nothing leaked");
}
