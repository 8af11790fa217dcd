// Batch files, which cmd.exe runs: no argument can become a command.
#include "support/helpers.hpp"
#include "support/windows/variable.hpp"

#include <random>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// A batch file that passes all its arguments to our child program.
fs::path batch_file(const Census& census, const std::string& name) {
    return census.file(name, "@\"" + fs::path(CHILD_PROGRAM).make_preferred().string() + "\" args %*\r\n");
}

std::vector<std::string> with(const fs::path& program, const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

/// Changes the current folder during its lifetime.
class InFolder {
public:
    explicit InFolder(const fs::path& folder) : m_before(fs::current_path()) { fs::current_path(folder); }
    InFolder(const InFolder&) = delete;
    InFolder& operator=(const InFolder&) = delete;
    ~InFolder() { fs::current_path(m_before); }

private:
    fs::path m_before;
};

/// The child's output for this command, without its own name.
std::string printed(const std::vector<std::string>& command) {
    const std::string text = check_output(command);
    return text.substr(text.find('\n') + 1);
}

} // namespace

TEST_CASE_METHOD(Census, "an argument of a batch file cannot become a command", "[lesson-60]") {
    const fs::path script = batch_file(*this, "with blanks.bat");
    const std::vector<std::string> payloads = {
        "& echo INJECTED",
        "\" & echo INJECTED",
        "\"&echo INJECTED&\"",
        "| echo INJECTED",
        "> injected",
        "^& echo INJECTED",
        "a\\\"&echo INJECTED",
        "!PATH!",
        "(a)",
        ";,=",
        "",
        "a b",
        "\\",
        "\\\\x\\",
        "\xC3\xA4",
    };
    CHECK(printed(with(script, payloads)) == as_printed(payloads));
    for (const std::string& payload : payloads)
        CHECK(printed(with(script, {payload})) == as_printed({payload}));
    CHECK_FALSE(fs::exists("injected"));
}

TEST_CASE_METHOD(Census, "all arguments reach a batch file unchanged", "[lesson-60]") {
    const fs::path script = batch_file(*this, "script.cmd");
    const std::string alphabet = "ab \"\\&|<>^!(),;='";
    std::mt19937 random(3);
    for (int i = 0; i < 50; ++i) {
        std::vector<std::string> arguments(1 + random() % 3);
        for (std::string& argument : arguments)
            for (auto left = random() % 10; left > 0; --left)
                argument += alphabet[random() % alphabet.size()];
        CHECK(printed(with(script, arguments)) == as_printed(arguments));
    }
}

TEST_CASE_METHOD(Census, "arguments that cmd.exe would expand are refused before anything is started", "[lesson-60]") {
    const fs::path script = batch_file(*this, "script.bat");
    CHECK_THROWS_AS(run({script, "%PATH%"}), ValueError);
    CHECK_THROWS_AS(run({script, "a\nb"}), ValueError);
    CHECK_THROWS_AS(run({script.string() + " . ", "%PATH%"}), ValueError);
    CHECK_THROWS_AS(run({"any name", "%PATH%"}, executable = script), ValueError);
}

TEST_CASE_METHOD(Census, "a batch file can be run by its path or as executable", "[lesson-60]") {
    const fs::path script = file("script.bat", "@exit /b 3\r\n");
    CHECK(run({script}).returncode == 3);
    CHECK(run({"any name"}, executable = script).returncode == 3);
    CHECK(run(child("exit", 0), cwd = folder()).returncode == 0);
    CHECK_THROWS_AS(run({folder() / "missing.bat"}), FileNotFoundError);
}

TEST_CASE_METHOD(Census, "a batch file is searched for in the current folder unless the user excludes it",
                 "[lesson-60]") {
    file("script.bat", "@exit /b 3\r\n");
    fs::create_directory(folder() / "tools");
    file("tools/other.bat", "@exit /b 4\r\n");
    const InFolder here(folder());
    CHECK(run({"script.bat"}).returncode == 3);
    CHECK(run({"tools\\other.bat"}).returncode == 4);
    const WithVariable refusal(L"NoDefaultCurrentDirectoryInExePath", L"1");
    CHECK_THROWS_AS(run({"script.bat"}), FileNotFoundError);
    CHECK(run({".\\script.bat"}).returncode == 3);
    CHECK(run({"tools\\other.bat"}).returncode == 4);
    const WithVariable path(L"PATH", (folder() / "tools").c_str());
    CHECK(run({"other.bat"}).returncode == 4);
}

TEST_CASE_METHOD(Census, "a raw command line can contain what a list cannot", "[lesson-60]") {
    const fs::path script = batch_file(*this, "script.bat");
    CHECK(check_output('"' + script.string() + "\" 100%") != "");
}
