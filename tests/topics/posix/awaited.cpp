// Waiting for one of many children where the system has no handle for their ends, where the program has closed one,
// where another process sees the end first, and in a copy of the process.
#include "support/posix/helpers.hpp"
#include "support/posix/tracer.hpp"
#include "support/posix/ways.hpp"

#include <memory>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

/// Two children, of which the second ends when the gate opens.
struct SlowAndQuick {
    Gate never, gate;
    std::vector<Popen> children;

    SlowAndQuick() {
        children.emplace_back(Popen(child("until", 0), stdin_ = never));
        children.emplace_back(Popen(child("until", 0, "exit", 7), stdin_ = gate));
    }
    ~SlowAndQuick() { never.open(); }
};

Way without_pidfds() {
    return {"without pidfds", SpawnMethod::automatic, static_cast<unsigned>(os::Feature::pidfd)};
}

} // namespace

TEST_CASE_METHOD(Census, "the end of one of many children is found without handles, too") {
    const Forced forced(without_pidfds());
    SlowAndQuick two;
    CHECK_THROWS_AS(wait_any(two.children, moment), TimeoutExpired);
    PopenSet set;
    for (Popen& process : two.children)
        set.add(process);
    CHECK_THROWS_AS(set.wait_any(moment), TimeoutExpired);
    two.gate.open();
    CHECK(set.wait_any().returncode == 7);
    CHECK(wait_any(two.children)->returncode == 7);
}

TEST_CASE_METHOD(Census, "the end of one of many children is found although the program has closed their handles",
                 "[beyond-posix]") {
    const bool is_in_set = GENERATE(false, true);
    SlowAndQuick two;
    const Pipe other;
    for (Popen& process : two.children) {
        const int fd = process.native_handle();
        REQUIRE(fd >= 0);
        CHECK(::dup2(other.reader.get(), fd) == fd); // the number is another file's now
    }
    const std::vector<int> taken{two.children[0].native_handle(), two.children[1].native_handle()};
    two.gate.open();
    if (is_in_set) {
        PopenSet set;
        for (Popen& process : two.children)
            set.add(process);
        CHECK(set.wait_any().returncode == 7);
    } else {
        CHECK(wait_any(two.children)->returncode == 7);
    }
    for (const int fd : taken)
        ::close(fd);
}

TEST_CASE_METHOD(Census, "a copy of the process does not disturb the set of the original") {
    SlowAndQuick two;
    auto set = std::make_unique<PopenSet>();
    for (Popen& process : two.children)
        set->add(process);
    CHECK_THROWS_AS(set->wait_any(0), TimeoutExpired);
    CHECK(in_fork([&] {
              set->remove(two.children[1]);
              set.reset();
              return std::string("gone");
          }) == "gone");
    two.gate.open();
    CHECK(set->wait_any(1min).returncode == 7);
}

TEST_CASE_METHOD(Census, "a copy of the process loses no file with the Popens and sets that it destroys") {
    auto ended = std::make_unique<Popen>(child("exit", 3));
    ended->wait();
    auto two = std::make_unique<SlowAndQuick>();
    auto set = std::make_unique<PopenSet>();
    set->add(two->children[0]);
    CHECK(in_fork([&] {
              constexpr int many = 50;
              std::vector<Handle> files; // kqueues are not copied, so these get their numbers
              for (int i = 0; i < many; ++i)
                  files.emplace_back(::open("/dev/null", O_RDONLY));
              ended.reset();
              set.reset();
              two->children.clear();
              int lost = 0;
              for (const Handle& file : files)
                  lost += ::fcntl(file.get(), F_GETFD) == -1 ? 1 : 0;
              return std::to_string(lost);
          }) == "0");
    two->gate.open();
}

TEST_CASE_METHOD(Census, "exec closes the descriptors that tell of ends") {
    const Findings before = open_fds();
    SlowAndQuick two;
    PopenSet set;
    for (Popen& process : two.children)
        set.add(process);
    CHECK_THROWS_AS(set.wait_any(0), TimeoutExpired);
    for (const auto& [name, target] : open_fds()) {
        CAPTURE(name, target);
        if (before.count(name) == 0)
            CHECK(::fcntl(std::stoi(name.substr(3)), F_GETFD) == FD_CLOEXEC);
    }
    two.gate.open();
}

#if defined(__linux__)
TEST_CASE_METHOD(Census, "a set that waits for a child whose tracer must see its end first uses no CPU time",
                 "[beyond-qemu]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    PopenSet set;
    set.add(process);
    Tracer tracer(process);
    CHECK_THROWS_AS(set.wait_any(0), TimeoutExpired);
    process.stdin_.close();
    const double before = cpu_seconds_of_this_thread();
    if (tracer.may_trace())
        CHECK_THROWS_AS(set.wait_any(250ms), TimeoutExpired);
    CHECK(cpu_seconds_of_this_thread() - before < 0.05);
    tracer.let_go();
    CHECK(set.wait_any().returncode == 0);
    tracer.await_end();
    if (!tracer.may_trace())
        TESTS_SKIP("this process may not trace another one's child");
}
#endif
