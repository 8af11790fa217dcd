// Old kernels and sandboxes: each system call that the library can do without is refused, alone and together with all
// others, with each error that such systems use. Children must run as without a filter.
#include "support/posix/filter.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#if defined(__linux__)

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <functional>
#include <vector>

#include <fcntl.h>

using namespace subprocess;
using namespace tests;

namespace {

std::string results() {
    const CompletedProcess done = run(child("cat", "to", 2, "err", "exit", 5), input = "in", capture_output = true);
    const int signalled = call(child("raise", SIGKILL));
    const int in_time = call(child("exit", 6), timeout = 1h);
    const std::string name = thrown<FileNotFoundError>([] { start({"/nonexistent"}); }).filename;
    return *done.stdout_ + *done.stderr_ + word(done.returncode) + word(signalled) + word(in_time) + name;
}

/// Return codes of children that are killed or terminated.
std::string endings() {
    Popen running(child("until", 0), stdin_ = PIPE);
    const bool runs = running.poll() == None;
    thrown<TimeoutExpired>([&] { running.wait(1ms); });
    running.terminate();
    const int waited = running.wait();

    Popen other(child("until", 0), stdin_ = PIPE);
    other.kill();
    while (other.poll() == None) {
    }

    LifeLine line;
    Gate gate;
    thrown<TimeoutExpired>([&] {
        run(child("until", gate.native_handle()), timeout = 1ms, input = "x", capture_output = true,
            pass_fds = {gate.native_handle(), line.native_handle()});
    });
    line.given();
    return word(runs) + word(waited) + word(*other.returncode) + (line.alive() ? "alive" : "dead");
}

/// Reports what a child inherits of descriptors that were opened as inheritable.
std::string inheritance() {
    Pipe pipe;
    Handle inheritable(::fcntl(pipe.writer.get(), F_DUPFD, 3));
    pipe.writer.close();
    Popen process(child("to", 1, "x", "until", 0), stdin_ = PIPE, stdout_ = PIPE);
    process.stdout_.read(1);
    inheritable.close();
    process.terminate();
    return pipe.read_all() + word(process.wait());
}

std::string open_numbers() {
    std::string numbers;
    for (int fd = 0; fd < 1024; ++fd)
        if (::fcntl(fd, F_GETFD) != -1)
            numbers += word(fd) + ' ';
    return numbers;
}

/// What goes wrong in each of these ways of starting a child; empty if nothing does.
std::string faults(const std::vector<Way>& ways) {
    const std::string expected = "inerr5-96/nonexistent1-15-9dead-15";
    std::string faults;
    for (const Way& way : ways) {
        const Forced forced(way);
        const std::string before = open_numbers();
        const std::string got = results() + endings() + inheritance();
        const std::string left = children() + (open_numbers() == before ? "" : "descriptors are left");
        if (got != expected || !left.empty())
            faults += way.name + ": " + got + ' ' + left + '\n';
    }
    return faults;
}

std::string without(const std::vector<SystemCall>& calls, int error, const std::function<std::string()>& work) {
    return in_fork([&] {
        refuse(calls, error);
        return work();
    });
}

std::vector<SystemCall> calls_named(const std::vector<std::string>& names) {
    std::vector<SystemCall> calls;
    for (const SystemCall& call : optional_calls())
        if (std::find(names.begin(), names.end(), call.name) != names.end())
            calls.push_back(call);
    return calls;
}

/// All but reading folders, without which the search for descriptors is a loop over a million numbers: a quarter of a
/// second for each child.
std::vector<SystemCall> all_but_the_last_resort() {
    std::vector<SystemCall> calls;
    for (const SystemCall& call : optional_calls())
        if (call.name != "getdents64")
            calls.push_back(call);
    return calls;
}

} // namespace

TEST_CASE_METHOD(Census, "children run correctly if any optional system call is refused", "[beyond-qemu][py-121]") {
    const int error = GENERATE(EPERM, ENOSYS, EINVAL, ENOTSUP);
    INFO("error " << error);
    const auto in_every_way = [] { return faults(ways_to_redirect()); };
    const auto as_usual = [] { return faults({{"automatic", SpawnMethod::automatic}}); };
    CHECK(without(all_but_the_last_resort(), error, in_every_way) == "");
    REQUIRE(in_every_way() == ""); // what the library learns here becomes wrong with the next filter
    CHECK(without(all_but_the_last_resort(), error, in_every_way) == "");
    CHECK(without(optional_calls(), error, as_usual) == "");
    for (const SystemCall& call : optional_calls()) {
        INFO(call.name);
        // glibc 2.41 uses waitid to reap the child of a failed posix_spawn(), and without it leaves a zombie.
        const bool is_for_all = error == EPERM && call.name != "waitid";
        CHECK(without({call}, error, is_for_all ? std::function<std::string()>(in_every_way) : as_usual) == "");
    }
}

TEST_CASE_METHOD(Census, "a child inherits nothing even without close_range and /proc", "[beyond-qemu][py-74]") {
    const Forced way({"", SpawnMethod::fork});
    REQUIRE(inheritance() == "-15");
    CHECK(without(calls_named({"close_range", "getdents64"}), EPERM, inheritance) == "-15");
}

TEST_CASE_METHOD(Census, "large output is captured if the content of a pipe is unknown and huge pages are refused",
                 "[beyond-qemu]") {
    const std::vector<SystemCall> calls = calls_named({"ioctl of a pipe's content", "madvise for huge pages"});
    const auto size_of_output = [] {
        return word(check_output(child("repeat", 1, 600000, "0123456789abcdef")).size());
    };
    CHECK(without(calls, EPERM, size_of_output) == "9600000");
    for (const SystemCall& call : calls) {
        INFO(call.name);
        CHECK(without({call}, EPERM, size_of_output) == "9600000");
    }
}

#endif
