// What Windows accepts and refuses, modelled on CPython's tests.
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

using namespace subprocess;
using namespace tests;

namespace {

void do_nothing() {}

} // namespace

TEST_CASE_METHOD(Census, "a missing program is reported with its name and Windows' error number",
                 "[lesson-5][py-236]") {
    const auto error = thrown<FileNotFoundError>([] { run({"no such program", "x"}); });
    CHECK(error.winerror == ERROR_FILE_NOT_FOUND);
    CHECK(error.code() == std::errc::no_such_file_or_directory);
    CHECK(error.filename == "no such program");
    CHECK_THAT(error.what(), StartsWith("[WinError 2] ") && EndsWith(": 'no such program'"));
}

TEST_CASE_METHOD(Census, "a missing cwd is reported, and not the program", "[lesson-6]") {
    const auto error = thrown<NotADirectoryError>([] { run(child("exit", 0), cwd = "Z:\\nonexistent"); });
    CHECK(error.winerror == ERROR_DIRECTORY);
    CHECK(error.filename == "Z:\\nonexistent");
    const std::string longer = "Z:\\" + std::string(32000, 'x');
    CHECK(thrown<NotADirectoryError>([&] { run(child("exit", 0), cwd = longer); }).filename == longer);
}

TEST_CASE_METHOD(Census, "a command line can have 32766 characters", "") {
    const std::size_t used = list2cmdline(child("args", "")).size() - 2; // without the quotes
    const std::string longest(32766 - used, 'x');
    CHECK(run(child("args", longest), stdout_ = DEVNULL).returncode == 0);
    const auto error = thrown<FileNotFoundError>([&] { run(child("args", longest + 'x')); });
    CHECK(error.winerror == ERROR_FILENAME_EXCED_RANGE);
}

TEST_CASE_METHOD(Census, "invalid UTF-8 is refused in every string", "") {
    const std::string wrong = "a\xff";
    CHECK(text_of<UnicodeDecodeError>([&] { run({wrong}); }) ==
          "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
    CHECK_THROWS_AS(run(child("exit", 0), cwd = wrong), UnicodeDecodeError);
    CHECK_THROWS_AS(run(child("exit", 0), env = {{"A", wrong}}), UnicodeDecodeError);
    CHECK_THROWS_AS(run(child("exit", 0), executable = wrong), UnicodeDecodeError);
    CHECK_THROWS_AS(subprocess::open(wrong), UnicodeDecodeError);
}

// Windows strings can contain lone surrogates, which are three bytes each in ours.
TEST_CASE_METHOD(Census, "lone surrogates arrive unchanged", "[py-36]") {
    const std::string text = "\xED\xA0\x80 \xED\xBF\xBF\xED\xA0\xBD";
    CHECK(check_output(child("args", text)) == as_printed({CHILD_PROGRAM, text}));
    CHECK_THAT(check_output(child("env"), env = {{"LONE_" + text, text}}),
               ContainsSubstring("LONE_" + text + '=' + text + '\n'));
    ::SetEnvironmentVariableW(L"LONE", L"\xD83D");
    const std::string ours = os_environ.copy()["LONE"];
    const std::string childs = check_output(child("env"));
    ::SetEnvironmentVariableW(L"LONE", nullptr);
    CHECK(ours == "\xED\xA0\xBD");
    CHECK_THAT(childs, ContainsSubstring("LONE=\xED\xA0\xBD\n"));
}

TEST_CASE_METHOD(Census, "variables that differ only in case are one, with the first name and the last value",
                 "[lesson-61][py-237]") {
    const auto values = [](const std::string& printed) {
        std::string ours;
        for (const std::string& line : Output(printed).splitlines())
            if (line.find("LESSON_") == 0 || line.find("lesson_") == 0)
                ours += line + ';';
        return ours;
    };
    CHECK(values(check_output(child("env"), env = {{"LESSON_B", "1"}, {"lesson_A", "2"}, {"lesson_b", "3"}})) ==
          "lesson_A=2;LESSON_B=3;");
    CHECK(values(check_output(child("env"), env = {{"LESSON_\xc3\xa4", "1"}, {"LESSON_\xc3\x84", "2"}})) ==
          "LESSON_\xc3\xa4=2;");
}

TEST_CASE_METHOD(Census, "a variable name can begin with =, but not contain one", "[py-237]") {
    CHECK_THAT(check_output(child("env"), env = {{"=X:", "X:\\folder"}, {"A", "1"}}),
               ContainsSubstring("=X:=X:\\folder\n"));
    CHECK(text_of<ValueError>([] {
              run(child("exit", 0), env = {{"A=B", "1"}});
          }) == "illegal environment variable name");
}

TEST_CASE_METHOD(Census, "POSIX-only options are refused or ignored", "[py-8][py-20][py-235]") {
    CHECK(text_of<ValueError>([] { run(child("exit", 0), preexec_fn = do_nothing); }) ==
          "preexec_fn is not supported on Windows platforms");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), pass_fds = {1}); }) == "pass_fds not supported on Windows.");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), pass_fds = {fd_as(1, 3)}); }) ==
          "pass_fds not supported on Windows.");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), user_ = 1); }) ==
          "The 'user' parameter is not supported on the current platform");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), group_ = "staff"); }) ==
          "The 'group' parameter is not supported on the current platform");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), extra_groups = {1}); }) ==
          "The 'extra_groups' parameter is not supported on the current platform");
    CHECK(text_of<ValueError>([] {
              run(child("exit", 0), rlimits = {{0, 1}});
          }) == "rlimits is not supported on Windows platforms");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), foreground = true); }) ==
          "foreground is not supported on Windows platforms");
    CHECK(text_of<ValueError>([] { run(child("exit", 0), foreground = true); }) ==
          "foreground is not supported on Windows platforms");
    CHECK(run(child("exit", 7), start_new_session = true, restore_signals = false, umask_ = 022, process_group = 0)
              .returncode == 7);
}

TEST_CASE_METHOD(Census, "creationflags are passed to the system", "[py-236]") {
    CHECK(run(child("exit", 3), creationflags = create_no_window).returncode == 3);
    CHECK(run(child("exit", 3), creationflags = detached_process | create_new_process_group).returncode == 3);
}

TEST_CASE_METHOD(Census, "a terminated child returns 1, and can be terminated again", "[py-238][py-239]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    process.terminate();
    CHECK(process.wait() == 1);
    process.terminate();
    process.kill();
    process.send_signal(15);
}

TEST_CASE_METHOD(Census, "a signal that Windows lacks is refused", "[py-238]") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(text_of<ValueError>([&] { process.send_signal(33); }) == "Unsupported signal: 33");
    process.kill();
}

TEST_CASE_METHOD(Census, "the shell is the one in ComSpec, and its window is hidden", "[py-229][py-230]") {
    CHECK(check_output("echo %ComSpec%", shell = true) == os_environ.copy()["ComSpec"] + "\r\n");
}

TEST_CASE_METHOD(Census, "a CalledProcessError shows the code unsigned", "[lesson-2][py-216]") {
    CHECK_THAT(text_of<CalledProcessError>([] { run(child("exit", 0xC0000005U), check = true); }),
               EndsWith("returned non-zero exit status 3221225477."));
}
