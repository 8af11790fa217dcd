// describe(): what people read when a call has failed.
#include "support/helpers.hpp"

#include "os/ask.hpp"
#include "words/near_program.hpp"

#include <regex>

using namespace subprocess;
using namespace tests;

namespace {

std::string as_pasted(const std::vector<std::string>& words) {
    return detail::os::pasted(words);
}

/// With the times replaced, which differ.
std::string timeless(const std::string& description) {
    return std::regex_replace(description, std::regex("[0-9]+\\.[0-9]{3} s"), "T s");
}

template <class E, class Work> std::string described(Work&& work) {
    return timeless(thrown<E>(std::forward<Work>(work)).describe());
}

} // namespace

// How it ended --------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a failed check is described with its command and stderr", "") {
    const auto command = child("to", 2, "what went wrong\nand where\n", "exit", 3);
    CHECK(described<CalledProcessError>([&] { run(command, check = true, capture_output = true); }) ==
          "The command failed with exit status 3 after T s.\n"
          "  command: " +
              as_pasted(command) +
              "\n"
              "  stderr:\n"
              "    what went wrong\n"
              "    and where");
}

TEST_CASE_METHOD(Census, "a result describes itself", "") {
    const auto command = child("exit", 0);
    CHECK(timeless(run(command).describe()) == "The command succeeded after T s.\n  command: " + as_pasted(command));
    CHECK(timeless(run(command, stderr_ = PIPE).describe()) ==
          "The command succeeded after T s.\n  command: " + as_pasted(command) + "\n  stderr: (empty)");
}

TEST_CASE_METHOD(Census, "a code in ok_codes is no failure, and 0 is one if it is not there", "") {
    CHECK_THAT(run(child("exit", 3), ok_codes = {0, 3}).describe(), StartsWith("The command ended with exit status 3"));
    CHECK_THAT(run(child("exit", 0), ok_codes = {3}).describe(), StartsWith("The command failed with exit status 0"));
    const std::string described =
        run_pipeline(stage(child("exit", 3), ok_codes = {3}), stage(child("exit", 0), ok_codes = {3})).describe();
    CHECK_THAT(described, StartsWith("The pipeline failed"));
    CHECK_THAT(described, ContainsSubstring("command 0, which ended with exit status 3"));
    CHECK_THAT(described, ContainsSubstring("command 1, which failed with exit status 0"));
}

TEST_CASE_METHOD(Census, "check_call and check_returncode know how long it took", "") {
    CHECK_THAT(described<CalledProcessError>([] { check_call(child("exit", 3)); }),
               StartsWith("The command failed with exit status 3 after T s."));
    CHECK_THAT(described<CalledProcessError>([] { run(child("exit", 3)).check_returncode(); }),
               StartsWith("The command failed with exit status 3 after T s."));
}

TEST_CASE("an exception that a program has made is described", "") {
    CHECK(CalledProcessError(3, {"a", "b c"}).describe() ==
          "The command failed with exit status 3.\n  command: " + as_pasted({"a", "b c"}));
    CHECK(TimeoutExpired(Args("a | b"), 2.5).describe() ==
          "The call did not end within its timeout of 2.5 s.\n  command: a | b");
    CHECK(Cancelled({"a"}).describe() == "The call was cancelled.\n  command: a");
    CHECK(ValueError("\x1b[31m").describe() == "\\x1b[31m");
    CHECK(FileNotFoundError(std::make_error_code(std::errc::no_such_file_or_directory), "x\x1b")
              .describe()
              .find('\x1b') == std::string::npos);
}

TEST_CASE("a command that was given as a path is quoted", "") {
    CHECK(CalledProcessError(3, Args(std::filesystem::path("a b"))).describe() ==
          "The command failed with exit status 3.\n  command: " + as_pasted({"a b"}));
}

TEST_CASE_METHOD(Census, "a timeout is described with what became of the child", "") {
    const std::string description =
        described<TimeoutExpired>([] { run(child("until", 0), stdin_ = Gate(), timeout = moment); });
    CHECK_THAT(description, StartsWith("The call did not end within its timeout of 0.02 s. The command "));
    CHECK_THAT(description, ContainsSubstring(".\n  command: "));
}

TEST_CASE_METHOD(Census, "a child that ended before its call timed out is described as it ended", "") {
    std::string description;
    for (double limit = time_to_start(); description.find("status 3") == description.npos; limit *= 2) {
        LifeLine line;
        description = described<TimeoutExpired>([&] {
            run(child("fork", "until", 0, "parent", "exit", 3), stdin_ = Gate(), stdout_ = PIPE, timeout = limit,
                passing({line.native_handle()}));
        });
        line.given();
        line.await_end();
    }
    CHECK_THAT(description, ContainsSubstring(" s. The command failed with exit status 3.\n"));
}

TEST_CASE_METHOD(Census, "the timeout of a child that goes on says nothing of its end", "") {
    Gate gate;
    Popen process(child("until", 0), stdin_ = gate);
    CHECK_THAT(described<TimeoutExpired>([&] { process.wait(timeout = moment); }),
               StartsWith("The call did not end within its timeout of 0.02 s.\n"));
    gate.open();
    process.wait();
}

TEST_CASE_METHOD(Census, "the limit that has passed is named", "") {
    CHECK_THAT(described<TimeoutExpired>(
                   [] { run(child("until", 0), stdin_ = Gate(), stdout_ = PIPE, idle_timeout = moment); }),
               StartsWith("The command neither read nor wrote for 0.02 s (idle_timeout)."));
    CHECK_THAT(
        described<OutputLimitExceeded>([] { run(child("to", 2, "12345"), capture_output = true, max_output = 4); }),
        StartsWith("The command wrote more than 4 bytes to stderr (max_output)."));
}

TEST_CASE("what a reader waits for is described by its text", "") {
    CHECK(TimeoutExpired(2).describe() == "reading from the child timed out after 2 seconds");
}

TEST_CASE_METHOD(Census, "a pipeline describes all its commands", "") {
    const auto first = child("exit", 0), second = child("exit", 3);
    const std::string description =
        described<PipelineError>([&] { run_pipeline(first, second, check = true, stdin_ = DEVNULL); });
    CHECK(description == "The pipeline failed after T s.\n"
                         "  command 0, which succeeded: " +
                             as_pasted(first) + "\n  command 1, which failed with exit status 3: " + as_pasted(second));
    CHECK_THAT(timeless(run_pipeline(first, first, stdin_ = DEVNULL).describe()),
               StartsWith("The pipeline succeeded after T s.\n"));
}

TEST_CASE_METHOD(Census, "a Failure describes its exception", "") {
    try {
        run(child("exit", 3), check = true);
    } catch (const CalledProcessError& error) {
        CHECK(Failure::current().describe() == error.describe());
    }
    CHECK(Failure().describe() == "std::bad_alloc");
}

// stderr --------------------------------------------------------------------------------------------------------------

TEST_CASE("the end of a long stderr is shown", "") {
    const CalledProcessError error(1, {"a"}, None, Output(std::string(10000, 'x').append("end\n")));
    std::string expected("The command failed with exit status 1.\n  command: a\n"
                         "  stderr (the last 8192 of 10004 bytes): ");
    expected.append(8188, 'x').append("end");
    CHECK(error.describe() == expected);
}

TEST_CASE_METHOD(Census, "terminal escapes of the child are escaped", "") {
    const auto command = child("bytes", 2, in_hex("\x1b[2Jgone\x9b"), "exit", 1);
    const std::string description =
        described<CalledProcessError>([&] { run(command, check = true, capture_output = true); });
    CHECK_THAT(description, EndsWith("  stderr: \\x1b[2Jgone\\x9b"));
}

TEST_CASE_METHOD(Census, "secrets are not shown in stderr, and neither are those of env", "") {
    const std::string token = "s3cr3t-t0ken", other = "0ther-s3cr3t";
    const std::string description = described<CalledProcessError>([&] {
        run({CHILD_PROGRAM, "to", "2", "said " + secret(token) + " and " + other, "exit", "1"}, check = true,
            capture_output = true, env = {os_environ, {"OTHER", secret(other)}});
    });
    CHECK_THAT(description, EndsWith("  stderr: said *** and ***"));
    CHECK(description.find(token) == std::string::npos);
}

TEST_CASE_METHOD(Census, "a pipeline does not show the secrets of any of its commands", "") {
    const std::string token = "s3cr3t-t0ken", other = "0ther-s3cr3t";
    const auto run_it = [&](const Options& options) {
        run_pipeline(stage({CHILD_PROGRAM, "to", "2", secret(token) + other, "cat"},
                           env = {os_environ, {"OTHER", secret(other)}}),
                     {CHILD_PROGRAM, "exit", "1"}, stdin_ = DEVNULL, stderr_ = PIPE, options);
    };
    Options checked, limited;
    checked.check = true;
    limited.max_output = token.size();
    CHECK_THAT(described<PipelineError>([&] { run_it(checked); }), EndsWith("  stderr: ***"));
    CHECK_THAT(described<OutputLimitExceeded>([&] { run_it(limited); }), EndsWith("  stderr: ***"));
}

// A start that has failed ---------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a failed start is described with its command", "") {
    const auto error = thrown<FileNotFoundError>([] { start({"/nonexistent/program", "a b"}); });
    CHECK(error.describe() == std::string(error.what()) + "\n  command: " + as_pasted({"/nonexistent/program", "a b"}));
    const OSError copy = error;
    CHECK(copy.describe() == error.describe());
    const auto staged = thrown<FileNotFoundError>([] { run_pipeline({"/nonexistent/program"}, child("cat")); });
    CHECK_THAT(staged.describe(), EndsWith("\n  command: /nonexistent/program"));
}

TEST_CASE_METHOD(Census, "cwd is named when it is the culprit", "") {
    const std::string missing = (folder() / "missing").string();
    try {
        run(child("exit", 0), cwd = missing);
        FAIL("it has started");
    } catch (const OSError& error) {
        CHECK_THAT(error.describe(), EndsWith("\n  cwd: " + missing));
    }
    const auto other = thrown<FileNotFoundError>([&] { run({"/nonexistent/program"}, cwd = folder()); });
    CHECK(other.describe().find("cwd") == std::string::npos);
}

// Did you mean? -------------------------------------------------------------------------------------------------------

namespace {

std::string add_program(const Census& census, const std::string& name) {
    const auto path = census.file(name, "");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path.string();
}

} // namespace

TEST_CASE_METHOD(Census, "a program with another case, or a similar name, is proposed", "") {
    add_program(*this, "Compile");
    add_program(*this, "serve.exe");
    const std::string path = folder().string();
    CHECK(detail::hint_for("compiel", path, {}) == "did you mean Compile?");
    CHECK(detail::hint_for("serv", path, {}) == "did you mean serve.exe?");
    CHECK(detail::hint_for("something", path, {}).empty());
    CHECK(detail::hint_for("something", path + "/missing", {}).empty());
    CHECK_THAT(detail::hint_for((folder() / "compil").string(), "", {}),
               StartsWith("did you mean ") && EndsWith("Compile?"));
}

TEST_CASE_METHOD(Census, "a program in the current folder is proposed, unless cwd is another one", "") {
    add_program(*this, "here");
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder());
    const std::string hint = detail::hint_for("here", "/nonexistent", {}),
                      with_cwd = detail::hint_for("here", "/nonexistent", "/");
    std::filesystem::current_path(before);
    CHECK(hint == "did you mean ./here?");
    CHECK(with_cwd.empty());
}

TEST_CASE_METHOD(Census, "a program that exists is said to lack something", "") {
    CHECK(detail::hint_for(add_program(*this, "script"), "", {}) ==
          (folder() / "script").string() + " exists, but cannot be run: its interpreter or loader may be missing");
}
