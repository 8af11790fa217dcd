// What is tried along PATH, and which of several errors is told.
#include "support/helpers.hpp"
#include "support/ways.hpp"

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// A folder with a file `tool` that cannot be run. \return the folder
std::string folder_with_tool(const Census& census, const std::string& name, fs::perms permissions) {
    fs::create_directory(census.folder() / name);
    fs::permissions(census.file(name + "/tool", "no program"), permissions);
    return census.folder() / name;
}

} // namespace

TEST_CASE_METHOD(EveryWay, "of several real errors along PATH the first one is told", "[py-49]") {
    INFO(name());
    const std::string forbidden = folder_with_tool(*this, "forbidden", fs::perms::owner_read);
    const std::string unknown = folder_with_tool(*this, "unknown", fs::perms::owner_all);
    CHECK_THROWS_AS(run({"tool"}, env = {{"PATH", forbidden + ":" + unknown}}), PermissionError);
    const auto error = thrown<OSError>([&] { run({"tool"}, env = {{"PATH", unknown + ":" + forbidden}}); });
    CHECK(error.code() == std::errc::executable_format_error);
}

TEST_CASE_METHOD(EveryWay, "a candidate below a file is passed over like one that is missing", "[py-49]") {
    INFO(name());
    const fs::path plain = file("plain", "");
    CHECK(thrown<NotADirectoryError>([&] {
              run({"tool"}, env = {{"PATH", "/nonexistent:" + plain.string()}});
          }).filename == "tool");
    CHECK(run({"sh", "-c", "exit 3"}, env = {{"PATH", plain.string() + ":/bin"}}).returncode == 3);
}
