// rlimits: what a child may use.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <cerrno>
#include <csignal>
#include <map>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// What a child with these keywords sees: "SOFT HARD".
template <class... K> std::string limit_of_child(int resource, K&&... keywords) {
    return check_output(child("limit", resource), std::forward<K>(keywords)...);
}

std::string text_of_refusal(const arg::ResourceLimits& limits) {
    return text_of<ValueError>([&] { run(child("exit", 0), rlimits = limits); });
}

constexpr unsigned somebody = 54321; // who has no other processes

} // namespace

// Values --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "a child has the limits that it was given, and the others from us", "") {
    INFO(name());
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = {{RLIMIT_CORE, 0}, {RLIMIT_CPU, {20, 30}}}) == "20 30");
    CHECK(limit_of_child(RLIMIT_CORE, rlimits = {{RLIMIT_CORE, 0}, {RLIMIT_CPU, {20, 30}}}) == "0 0");
    CHECK(limit_of_child(RLIMIT_FSIZE, rlimits = {{RLIMIT_CPU, 9}}) == limit_of_child(RLIMIT_FSIZE));
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = {{RLIMIT_CPU, {9L, RLIM_INFINITY}}}) == "9 none");
}

TEST_CASE_METHOD(EveryWay, "limits change only the child", "") {
    INFO(name());
    rlimit before{}, after{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    CHECK(limit_of_child(RLIMIT_NOFILE, rlimits = {{RLIMIT_NOFILE, 40}}) == "40 40");
    ::getrlimit(RLIMIT_NOFILE, &after);
    CHECK(before.rlim_cur == after.rlim_cur);
    CHECK(before.rlim_max == after.rlim_max);
}

TEST_CASE_METHOD(Census, "limits can be None, an optional, a map, pairs, and a field of Options", "") {
    const std::string ours = limit_of_child(RLIMIT_CPU);
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = None) == ours);
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = {}) == ours);
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = std::optional<arg::ResourceLimits>()) == ours);
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = std::map<int, rlim_t>{{RLIMIT_CPU, 7}}) == "7 7");
    const std::vector<std::pair<int, std::pair<int, rlim_t>>> pairs = {{RLIMIT_CPU, {7, RLIM_INFINITY}}};
    CHECK(limit_of_child(RLIMIT_CPU, rlimits = pairs) == "7 none");
    Options options;
    options.rlimits = {{RLIMIT_CPU, 8}};
    const Options copy = options;
    options.rlimits = None;
    CHECK(limit_of_child(RLIMIT_CPU, copy) == "8 8");
    CHECK(limit_of_child(RLIMIT_CPU, copy, rlimits = {{RLIMIT_CPU, 9}}) == "9 9");
    CHECK(limit_of_child(RLIMIT_CPU, options) == ours);
}

// Order ---------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "a low limit of descriptors hinders neither the streams nor the closing of others", "") {
    INFO(name());
    const Pipe ours;
    const Handle inherited(::fcntl(ours.writer.get(), F_DUPFD, 100));
    const fs::path list = folder() / "fds";
    CHECK(run(child("to", 1, "out", "fds", list.string()), capture_output = true, rlimits = {{RLIMIT_NOFILE, 20}})
              .stdout_ == "out");
    CHECK_THAT(content_of(list), StartsWith("0 ") && ContainsSubstring("\n2 ") && !ContainsSubstring("\n100 "));
}

TEST_CASE_METHOD(EveryWay, "limits are set before the user, who could not raise them", "") {
    INFO(name());
    const std::string raised = in_fork([] {
        const rlimit low{20, 20}, high{30, 30};
        ::setrlimit(RLIMIT_NOFILE, &low);
        const std::vector<std::string> words = {"/bin/sh", "-c", "ulimit -n"};
        if (::geteuid() != 0 || ::setrlimit(RLIMIT_NOFILE, &high) != 0)
            return std::string("not allowed");
        ::setrlimit(RLIMIT_NOFILE, &low);
        return check_output(words, user_ = somebody, rlimits = {{RLIMIT_NOFILE, 25}});
    });
    if (raised == "not allowed")
        TESTS_SKIP("only a root with CAP_SYS_RESOURCE may do that");
    CHECK(raised == "25\n");
}

TEST_CASE_METHOD(EveryWay, "preexec_fn sees the limits", "") {
    INFO(name());
    const auto end_with_limit = [] {
        rlimit limit{};
        ::getrlimit(RLIMIT_CPU, &limit);
        ::_exit(static_cast<int>(limit.rlim_cur));
    };
    CHECK(run(child("exit", 0), rlimits = {{RLIMIT_CPU, 6}}, preexec_fn = end_with_limit).returncode == 6);
}

// Errors --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "a limit that the system refuses is named", "") {
    INFO(name());
    const auto error = thrown<OSError>([] { run(child("exit", 0), rlimits = {{RLIMIT_CPU, 9}, {12345, 1}}); });
    CHECK(error.code().value() == EINVAL);
    CHECK(error.filename == "");
    CHECK(error.what() == std::string("[Errno 22] Invalid argument: rlimits resource 12345"));
    CHECK(in_fork([] {
              const rlimit low{20, 20};
              ::setrlimit(RLIMIT_NOFILE, &low);
              if (::geteuid() == 0 && ::setuid(somebody) != 0)
                  return std::string("cannot become somebody");
              return text_of<PermissionError>([] {
                  run({"/bin/sh", "-c", ":"}, rlimits = {{RLIMIT_CPU, 9}, {RLIMIT_NOFILE, 21}});
              });
          }) == "[Errno 1] Operation not permitted: rlimits RLIMIT_NOFILE");
}

TEST_CASE_METHOD(Census, "limits that make no sense are refused before the start", "") {
    CHECK(text_of_refusal({{RLIMIT_CPU, -1}}) == "rlimits: RLIMIT_CPU cannot be negative, got -1");
    CHECK(text_of_refusal({{RLIMIT_CPU, {1, -7L}}}) == "rlimits: RLIMIT_CPU cannot be negative, got -7");
    CHECK(text_of_refusal({{RLIMIT_CORE, 1}, {RLIMIT_CPU, {3, 2}}}) ==
          "rlimits: RLIMIT_CPU has a soft limit above its hard limit");
    CHECK(text_of_refusal({{RLIMIT_CPU, {RLIM_INFINITY, 2}}}) ==
          "rlimits: RLIMIT_CPU has a soft limit above its hard limit");
    CHECK(text_of_refusal({{RLIMIT_CPU, 1}, {RLIMIT_CORE, 1}, {RLIMIT_CPU, 1}}) ==
          "rlimits: RLIMIT_CPU is given twice");
}

TEST_CASE_METHOD(EveryWay, "too many processes of the new user are an error about that limit", "[beyond-qemu]") {
    INFO(name());
    if (::geteuid() != 0)
        TESTS_SKIP("only root may do that");
    const std::vector<std::string> cat = {"/bin/cat"};
    Popen first(cat, stdin_ = PIPE, stdout_ = DEVNULL, user_ = somebody);
    Popen second(cat, stdin_ = PIPE, stdout_ = DEVNULL, user_ = somebody);
    CHECK(text_of<BlockingIOError>([&] {
              run(cat, stdin_ = DEVNULL, user_ = somebody, rlimits = {{RLIMIT_NPROC, 1}});
          }) == "[Errno 11] Resource temporarily unavailable: rlimits RLIMIT_NPROC");
}

// What they do --------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWay, "a child ends at its limit of CPU time, by SIGXCPU or by SIGKILL", "") {
    INFO(name());
    CHECK(run(child("compute", 60000), rlimits = {{RLIMIT_CPU, 0}}).returncode == -SIGKILL);
}

TEST_CASE_METHOD(Census, "a soft limit of CPU time below the hard one is SIGXCPU", "") {
    CHECK(run(child("compute", 60000), rlimits = {{RLIMIT_CPU, {1, 2}}}).returncode == -SIGXCPU);
}

TEST_CASE_METHOD(EveryWay, "a file that exceeds its limit is SIGXFSZ", "") {
    INFO(name());
    const Descriptor file(folder() / "file");
    CHECK(run(child("repeat", 1, 3, "text"), stdout_ = file, rlimits = {{RLIMIT_FSIZE, 0}}).returncode == -SIGXFSZ);
}

TEST_CASE_METHOD(EveryWay, "a small stack leaves no room for a long argument", "[beyond-qemu]") {
    INFO(name());
    const auto words = child("exit", 0, std::string(66000, 'x'));
    CHECK(thrown<OSError>([&] {
              run(words, rlimits = {{RLIMIT_STACK, {65536, RLIM_INFINITY}}});
          })
              .code()
              .value() == E2BIG);
}
