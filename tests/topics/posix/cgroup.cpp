// The keyword cgroup: in which control group a child starts, and what a tree makes of it.
#include "support/posix/control_group.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/trees.hpp"

#if defined(__linux__)

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

std::string group_of(const Popen& process) {
    return content_of("/proc/" + word(process.pid) + "/cgroup");
}

/// How /proc/PID/cgroup ends for a member of the group.
std::string line_of(const ControlGroup& group) {
    return group.name() + '\n';
}

/// Only clone3() knows control groups.
bool needs_clone3(const std::string& way) {
    return way.find("by clone") != std::string::npos;
}

#define REQUIRE_GROUP(group)                                                                                           \
    if (!(group).exists())                                                                                             \
    TESTS_SKIP("control groups cannot be made here")

} // namespace

TEST_CASE_METHOD(EveryWay, "a child starts in its control group", "[cgroup][beyond-posix][beyond-qemu]") {
    INFO(name());
    const ControlGroup group;
    REQUIRE_GROUP(group);
    const Gate gate;
    if (needs_clone3(name())) {
        CHECK(text_of<OSError>([&] { run(child("exit", 0), cgroup = group.folder()); }) ==
              "[Errno 38] Function not implemented: cgroup needs clone3() of Linux 5.7 or later, which is missing or "
              "forbidden here");
        return;
    }
    SECTION("given by its path") {
        Popen process(child("until", 0), cgroup = group.folder(), stdin_ = gate);
        CHECK_THAT(group_of(process), EndsWith(line_of(group)));
        process.kill();
    }
    SECTION("given by a descriptor") {
        const Handle folder(::open(group.folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        Popen process(child("until", 0), cgroup = folder.get(), stdin_ = gate);
        CHECK_THAT(group_of(process), EndsWith(line_of(group)));
        process.kill();
    }
}

TEST_CASE_METHOD(EveryTree, "a tree has a subgroup of its control group, which ends with it",
                 "[cgroup][tree][beyond-posix][beyond-qemu]") {
    INFO(name());
    const ControlGroup group;
    REQUIRE_GROUP(group);
    for (int i = 0; i < 2; ++i) { // the end of the first does not disturb the second
        Popen process(child("fork", "daemon", "to", 1, "ready", "until", 0, "parent", "until", 0),
                      subprocess::tree = true, cgroup = group.folder(), stdin_ = PIPE, stdout_ = PIPE);
        process.stdout_.read(5);
        CHECK_THAT(group_of(process), ContainsSubstring(group.name() + "/subprocess-"));
        CHECK(group.subgroups() == 1);
        CHECK(process.stop() == killed);
        CHECK(group.subgroups() == 0);
    }
}

TEST_CASE_METHOD(EverySupervisor, "a tree whose supervisor was killed leaves no control group",
                 "[cgroup][tree][beyond-posix][beyond-qemu]") {
    INFO(name());
    const ControlGroup group;
    REQUIRE_GROUP(group);
    {
        Popen process(child("many", 50, "to", 1, "x", "until", 0), // which need a while to end
                      subprocess::tree = true, cgroup = group.folder(), stdin_ = PIPE, stdout_ = PIPE);
        process.stdout_.read(51);
        ::kill(parent_of(process.pid), SIGKILL);
    }
    CHECK(group.subgroups() == 0);
}

TEST_CASE_METHOD(Census, "a subgroup whose name is taken gets another one",
                 "[cgroup][tree][beyond-posix][beyond-qemu]") {
    const ControlGroup group;
    REQUIRE_GROUP(group);
    const auto next_name = [&] {
        Popen process(child("until", 0), subprocess::tree = true, cgroup = group.folder(), stdin_ = PIPE);
        const std::string all = group_of(process);
        const int number = std::stoi(all.substr(all.rfind('-') + 1));
        return group.folder() / ("subprocess-" + word(::getpid()) + '-' + word(number + 1));
    };
    const std::filesystem::path taken = next_name();
    REQUIRE(::mkdir(taken.c_str(), 0700) == 0);
    {
        const Popen process(child("until", 0), subprocess::tree = true, cgroup = group.folder(), stdin_ = PIPE);
        CHECK(group.subgroups() == 2);
    }
    CHECK(::rmdir(taken.c_str()) == 0);
    CHECK(group.subgroups() == 0);
}

TEST_CASE_METHOD(EveryTree, "a tree that cannot start leaves no control group",
                 "[cgroup][tree][beyond-posix][beyond-qemu]") {
    INFO(name());
    const ControlGroup group;
    REQUIRE_GROUP(group);
    thrown<FileNotFoundError>([&] { start({"/nonexistent"}, subprocess::tree = true, cgroup = group.folder()); });
    CHECK(group.subgroups() == 0);
}

TEST_CASE_METHOD(Census, "a control group that is none is refused before anything starts", "[cgroup][beyond-posix]") {
    const bool is_tree = GENERATE(false, true);
    const auto error_of = [&](const arg::Cgroup& group) {
        return text_of<OSError>([&] { run(child("exit", 0), cgroup = group, subprocess::tree = is_tree); });
    };
    const std::string advice = "[Errno 9] Bad file descriptor: cgroup must be a folder of the cgroup2 file system";
    CHECK(error_of(folder()) == advice);
    const Handle root(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    CHECK(error_of(root.get()) == advice);
    CHECK(thrown<FileNotFoundError>([&] {
              run(child("exit", 0), cgroup = folder() / "missing", subprocess::tree = is_tree);
          }).filename == folder() / "missing");
    CHECK(text_of<ValueError>([&] { run(child("exit", 0), cgroup = -1, subprocess::tree = is_tree); }) ==
          "cgroup is no descriptor: -1");
}

TEST_CASE_METHOD(EveryWay, "a control group that was killed as a whole is an error, not a child that died",
                 "[cgroup][beyond-posix][beyond-qemu]") {
    INFO(name());
    const ControlGroup group;
    REQUIRE_GROUP(group);
    if (needs_clone3(name()))
        return;
    group.kill();
    try {
        const auto permitted = run(child("exit", 3), cgroup = group.folder()); // as by Linux 7.3, but not 6.18
        CHECK(permitted.returncode == 3);
    } catch (const OSError& error) {
        CHECK(error.code().value() == ECANCELED);
        CHECK_THAT(error.what(), ContainsSubstring(": cgroup was killed as a whole before"));
    }
}

TEST_CASE_METHOD(Census, "preexec_fn cannot be used with cgroup", "[cgroup][beyond-posix]") {
    const auto nothing = [] {};
    CHECK(text_of<ValueError>([&] { run(child("exit", 0), cgroup = "/", preexec_fn = nothing); }) ==
          "cgroup and preexec_fn may not both be used: fork() cannot place a child in a control group");
}

#endif
