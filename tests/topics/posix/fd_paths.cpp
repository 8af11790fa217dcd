// Programs whose path refers to one of our descriptors, while the child has another descriptor table or closes its own.
#include "support/helpers.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <fcntl.h>
#include <unistd.h>

#if defined(__linux__)

using namespace subprocess;
namespace os = subprocess::detail::os;
using namespace tests;

namespace {

// The descriptors that a child fetches get the lowest numbers, and so could take the number of the program.
constexpr int program_fd = 4;
constexpr int out_of_the_way = 50;

std::string fd_path(const std::string& folder) {
    return folder + std::to_string(program_fd);
}

void place(const std::filesystem::path& path, int fd) {
    Handle opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.get() != fd)
        ::dup3(opened.get(), fd, O_CLOEXEC);
    else
        opened.release(); // it already has the right number
}

/// The output of `program`, or why it did not start, while descriptor 4 is `opened` and the child's stdin is another
/// program.
std::string said_by(const std::string& program, const std::filesystem::path& opened, const Options& options = {}) {
    return in_fork([&] {
        place(STATIC_CHILD, out_of_the_way);
        place(opened, program_fd);
        return std::string(check_output({program, "to", "1", "right"}, stdin_ = out_of_the_way, options));
    });
}

/// Options with an environment that has this PATH.
Options searching(const std::string& path) {
    Options options;
    options.env = Environment{{"PATH", path}};
    return options;
}

} // namespace

TEST_CASE_METHOD(EveryWay, "a program path can refer to one of our descriptors", "[beyond-posix]") {
    INFO(name());
    for (const char* const descriptors : {"/proc/self/fd/", "/proc/thread-self/fd/", "/dev/fd/"})
        CHECK(said_by(fd_path(descriptors), CHILD_PROGRAM) == "right");
    Options executed;
    executed.executable = fd_path("/dev/fd/");
    CHECK(said_by("named otherwise", CHILD_PROGRAM, executed) == "right");
    CHECK(said_by(std::to_string(program_fd), CHILD_PROGRAM, searching("/nonexistent:/dev/fd:/bin")) == "right");
}

TEST_CASE_METHOD(EveryWay, "a symbolic link to a program can go through one of our descriptors", "[beyond-posix]") {
    INFO(name());
    const auto link = folder() / "link";
    std::filesystem::create_symlink(fd_path("/proc/self/fd/"), link);
    CHECK(said_by(link, CHILD_PROGRAM) == "right");
    CHECK(said_by(link.lexically_relative(std::filesystem::current_path()), CHILD_PROGRAM) == "right");
    CHECK(said_by("link", CHILD_PROGRAM, searching("/nonexistent:" + folder().string())) == "right");
}

TEST_CASE_METHOD(EveryWay, "a folder in PATH can refer to one of our descriptors", "[beyond-posix]") {
    INFO(name());
    for (const char* const place : {"ours", "later"})
        std::filesystem::create_directory(folder() / place);
    std::filesystem::create_symlink(CHILD_PROGRAM, folder() / "ours" / "program");
    std::filesystem::create_symlink(STATIC_CHILD, folder() / "later" / "program");
    const std::string path = fd_path("/dev/fd/") + ":" + (folder() / "later").string();
    CHECK(said_by("program", folder() / "ours", searching(path)) == "right");
}

TEST_CASE_METHOD(EveryWay, "a script's interpreter can refer to one of our descriptors", "[beyond-posix]") {
    INFO(name());
    const auto script = file("script", "#!" + fd_path("/proc/self/fd/") + " args\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    const std::string printed = as_printed({fd_path("/proc/self/fd/"), script, "to", "1", "right"});
    CHECK(said_by(script, CHILD_PROGRAM) == printed);
    std::filesystem::create_directory(folder() / "later");
    std::filesystem::create_symlink(STATIC_CHILD, folder() / "later" / "script");
    CHECK(said_by("script", CHILD_PROGRAM, searching(folder().string() + ":" + (folder() / "later").string())) ==
          printed);
}

TEST_CASE_METHOD(Census, "descriptors that a child fetched cannot be reached by its program's path", "[beyond-posix]") {
    const Forced forced({"", SpawnMethod::vfork, 0, os::MemorySharing::shared, true});
    CHECK(in_fork([] {
              place(STATIC_CHILD, out_of_the_way);
              place(STATIC_CHILD, program_fd - 1);
              ::close(program_fd);
              run({fd_path("/dev/fd/")}, stdin_ = out_of_the_way);
              return "started";
          }) == "threw [Errno 2] No such file or directory: '/dev/fd/4'");
}

#endif
