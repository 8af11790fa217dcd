// describe() of starts that have failed, and of limits, on POSIX.
#include "support/helpers.hpp"

#include <sys/resource.h>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "similar names are looked for in the PATH that was searched", "") {
    std::filesystem::copy_file(STATIC_CHILD, folder() / "compile");
    const auto missing = [](const std::string& path) {
        return thrown<FileNotFoundError>([&] { run({"compiel"}, env = {{"PATH", path}}); }).describe();
    };
    CHECK_THAT(missing(folder().string()), EndsWith("\n  command: compiel\n  hint: did you mean compile?"));
    CHECK_THAT(missing("/nonexistent"), EndsWith("\n  command: compiel"));
}

TEST_CASE_METHOD(Census, "there is no hint that would show a secret PATH, or looks where nobody has looked", "") {
    std::filesystem::copy_file(STATIC_CHILD, folder() / "compile");
    const std::string here = std::filesystem::relative(folder()).string();
    const auto hidden = thrown<FileNotFoundError>([&] {
        run({"compiel"}, env = {{"PATH", secret(folder().string())}});
    });
    CHECK_THAT(hidden.describe(), EndsWith("\n  command: compiel"));
    const auto elsewhere = thrown<FileNotFoundError>([&] { run({"compiel"}, env = {{"PATH", here}}, cwd = "/"); });
    CHECK_THAT(elsewhere.describe(), EndsWith("\n  command: compiel"));
    const auto relative = thrown<FileNotFoundError>([&] { run({"compiel"}, env = {{"PATH", here}}); });
    CHECK_THAT(relative.describe(), EndsWith("did you mean compile?"));
}

TEST_CASE_METHOD(Census, "a script without its interpreter is said to lack something", "") {
    const auto script = file("script", "#!/nonexistent/interpreter\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    CHECK_THAT(thrown<FileNotFoundError>([&] { run({script}); }).describe(),
               ContainsSubstring("\n  hint: " + script.string() + " exists"));
}

TEST_CASE_METHOD(Census, "a signal is described by its name and number", "") {
    Popen process(child("until", 0), stdin_ = PIPE);
    process.kill();
    process.wait();
    CHECK_THAT(CalledProcessError(process.returncode, {"a"}).describe(),
               StartsWith("The command was ended by SIGKILL (signal 9)."));
    CHECK_THAT(CalledProcessError(-99, {"a"}).describe(), StartsWith("The command was ended by signal 99."));
}

TEST_CASE_METHOD(Census, "the limit of CPU time is named if the signal tells it", "") {
    const auto result = run(child("compute", 60000), rlimits = {{RLIMIT_CPU, {1, 3}}});
    CHECK_THAT(
        result.describe(),
        StartsWith("The command was ended by SIGXCPU (signal 24), since its CPU time has reached RLIMIT_CPU after "));
}
