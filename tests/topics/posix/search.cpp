// The search along PATH, and which of several errors is reported.
#include "support/posix/helpers.hpp"
#include "support/posix/ways.hpp"

#include <cstdlib>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// Creates a folder with a file `tool` that cannot be executed. \return the folder
std::string folder_with_tool(const Census& census, const std::string& name, fs::perms permissions) {
    fs::create_directory(census.folder() / name);
    fs::permissions(census.file(name + "/tool", "no program"), permissions);
    return census.folder() / name;
}

} // namespace

TEST_CASE_METHOD(EveryWay, "the first of several real errors along PATH is reported", "[py-49]") {
    INFO(name());
    const std::string forbidden = folder_with_tool(*this, "forbidden", fs::perms::owner_read);
    const std::string unknown = folder_with_tool(*this, "unknown", fs::perms::owner_all);
    CHECK_THROWS_AS(run({"tool"}, env = {{"PATH", forbidden + ":" + unknown}}), PermissionError);
    const auto error = thrown<OSError>([&] { run({"tool"}, env = {{"PATH", unknown + ":" + forbidden}}); });
    CHECK(error.code() == std::errc::executable_format_error);
}

TEST_CASE_METHOD(EveryWay, "a candidate below a file is skipped like a missing one", "[py-49]") {
    INFO(name());
    const fs::path plain = file("plain", "");
    CHECK(thrown<NotADirectoryError>([&] {
              run({"tool"}, env = {{"PATH", "/nonexistent:" + plain.string()}});
          }).filename == "tool");
    CHECK(run({"sh", "-c", "exit 3"}, env = {{"PATH", plain.string() + ":/bin"}}).returncode == 3);
}

TEST_CASE_METHOD(EveryWay, "without env the search uses the current PATH of this process", "[py-47]") {
    INFO(name());
    fs::permissions(file("tool", "#!/bin/sh\nexit 7\n"), fs::perms::owner_all);
    CHECK(in_fork([&] {
              ::setenv("PATH", folder().c_str(), 1);
              const int code = run({"tool"}).returncode;
              const bool is_hidden = thrown<FileNotFoundError>([] { run({"sh", "-c", ""}); }).filename == "sh";
              ::unsetenv("PATH");
              return std::to_string(code) + (is_hidden ? " hidden " : " ") +
                     std::to_string(run({"sh", "-c", "exit 8"}).returncode);
          }) == "7 hidden 8");
}

TEST_CASE_METHOD(EveryWay, "errors name what was executed, a shell or another program", "[py-116]") {
    INFO(name());
    const auto name_of = [](const auto& start) { return thrown<FileNotFoundError>(start).filename; };
    CHECK(name_of([] { run("true", shell = true, executable = "/nonexistent/shell"); }) == "/nonexistent/shell");
    CHECK(name_of([] { run({"true"}, executable = "nonexistent", env = {}); }) == "nonexistent");
    CHECK(name_of([] { run({"./nonexistent"}, cwd = "/"); }) == "./nonexistent");
}
