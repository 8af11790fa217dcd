// Starts that share the descriptor table, in processes with very many open descriptors; and the fallback.
#include "support/helpers.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <fcntl.h>

#if defined(__linux__)
#include <cerrno>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

constexpr std::size_t many = 400;

void allow_many_fds() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::vector<Handle> open_many() {
    allow_many_fds();
    std::vector<Handle> fds;
    while (fds.size() < many)
        fds.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    return fds;
}

/// From now on this process and its children cannot fetch descriptors from other processes, as in some containers.
bool forbid_fetching() {
    constexpr unsigned pidfd_getfd = 438;
    sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, pidfd_getfd, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{sizeof filter / sizeof *filter, filter};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/// The output of two children in a row on both streams, and whether sharing is still used afterwards.
std::string two_children() {
    const std::vector<Handle> fds = open_many();
    std::string said;
    for (int i = 0; i < 2; ++i) { // with the first child the library notices that there are many descriptors
        const auto result = run(child("to", 1, "out ", "to", 2, "err "), capture_output = true, stdin_ = DEVNULL);
        said += result.stdout_ + result.stderr_;
    }
    return said + (os::usable(os::Feature::shared_table) ? "open" : "closed");
}

} // namespace

TEST_CASE_METHOD(Census, "with many open descriptors the child fetches its streams") {
    const std::string said = in_fork([] { return two_children(); });
    if (said == "out err out err closed")
        TESTS_SKIP("descriptors of other processes cannot be fetched here");
    CHECK(said == "out err out err open");
}

TEST_CASE_METHOD(Census, "if fetching is not permitted, the child is started the ordinary way",
                 "[beyond-posix][beyond-qemu]") {
    CHECK(in_fork([] { return forbid_fetching() ? two_children() : "no filter"; }) == "out err out err closed");
}

TEST_CASE_METHOD(Census, "with many open descriptors cwd can still refer to one of ours") {
    CHECK(in_fork([&] {
              const std::vector<Handle> fds = open_many();
              run({STATIC_CHILD});
              const Handle opened(::open(folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
              return check_output(child("cwd"), cwd = "/dev/fd/" + std::to_string(opened.get()));
          }) == folder().string());
}

TEST_CASE_METHOD(Census, "sharing the descriptor table leaves the parent's unchanged") {
    CHECK(in_fork([] {
              const std::vector<Handle> fds = open_many();
              run({STATIC_CHILD});
              const Findings before = open_fds();
              run({STATIC_CHILD}, capture_output = true);
              CHECK_THROWS_AS(run({"/nonexistent"}, capture_output = true), FileNotFoundError);
              CHECK_THROWS_AS(run({STATIC_CHILD}, cwd = "/nonexistent"), FileNotFoundError);
              return differences(before, open_fds());
          }) == "");
}

#endif
