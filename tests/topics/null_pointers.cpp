// Null pointers instead of strings, such as getenv() of an unset variable, and null pointers that end an array, as for
// execv.
#include "support/helpers.hpp"

#include <subprocess/shlex.hpp>
#include <subprocess/which.hpp>

#include <array>
#include <cstdio>
#include <map>

using namespace subprocess;
using namespace tests;

namespace {

const char* const null = nullptr;
char* const writable_null = nullptr;

/// The message of the ValueError that run() throws for a keyword.
template <class K> std::string said_of(K&& keyword) {
    return text_of<ValueError>([&] { run(child("exit", 0), std::forward<K>(keyword)); });
}

} // namespace

TEST_CASE_METHOD(Census, "a null pointer in the command is reported") {
    CHECK(text_of<ValueError>([] { run(null); }) == "args is a null pointer");
    CHECK(text_of<ValueError>([] { run(writable_null); }) == "args is a null pointer");
    CHECK(text_of<ValueError>([] { run({CHILD_PROGRAM, null}); }) == "args[1] is a null pointer");
    CHECK(text_of<ValueError>([] { run({writable_null}); }) == "args[0] is a null pointer");
    CHECK(text_of<ValueError>([] { Popen process({CHILD_PROGRAM, "args", null}); }) == "args[2] is a null pointer");
    CHECK(text_of<ValueError>([] {
              run(std::vector<const char*>{CHILD_PROGRAM, null, "x"});
          }) == "args[1] is a null pointer");
    CHECK(text_of<ValueError>([] { Command{"a", null}; }) == "args[1] is a null pointer");
    CHECK(text_of<ValueError>([] { (void)list2cmdline({"a", null}); }) == "args[1] is a null pointer");
    CHECK(text_of<ValueError>([] { call(null); }) == "args is a null pointer");
    CHECK(text_of<ValueError>([] { (void)check_output("", executable = null); }) == "executable is a null pointer");
}

TEST_CASE_METHOD(Census, "trailing null pointers end an array") {
    const char* const words[] = {CHILD_PROGRAM, "args", "x", nullptr};
    CHECK(check_output(words) == as_printed({CHILD_PROGRAM, "x"}));
    char program[] = CHILD_PROGRAM, part[] = "args";
    CHECK(check_output(std::vector<char*>{program, part, nullptr}) == as_printed({CHILD_PROGRAM}));
    CHECK(check_output(std::array<const char*, 9>{CHILD_PROGRAM, "args"}) == as_printed({CHILD_PROGRAM}));
    CHECK(shlex::join(words) == shlex::join({CHILD_PROGRAM, "args", "x"}));
    CHECK(list2cmdline(words) == list2cmdline({CHILD_PROGRAM, "args", "x"}));
}

TEST_CASE_METHOD(Census, "a null pointer as a keyword's value is reported with its name") {
    CHECK(said_of(cwd = null) == "cwd is a null pointer");
    CHECK(said_of(cwd = writable_null) == "cwd is a null pointer");
    CHECK(said_of(input = null) == "input is a null pointer");
    CHECK(said_of(encoding = null) == "encoding is a null pointer");
    CHECK(said_of(subprocess::errors = null) == "errors is a null pointer");
    CHECK(said_of(user_ = null) == "user_ is a null pointer");
    CHECK(said_of(group_ = null) == "group_ is a null pointer");
    CHECK(said_of(extra_groups = {0, null}) == "extra_groups[1] is a null pointer");
    CHECK(said_of(stdin_ = static_cast<std::FILE*>(nullptr)) == "stdin_ is a null pointer");
    CHECK(said_of(stdout_ = static_cast<std::FILE*>(nullptr)) == "stdout_ is a null pointer");
    CHECK(said_of(stderr_ = static_cast<std::FILE*>(nullptr)) == "stderr_ is a null pointer");
    CHECK(said_of(preexec_fn = static_cast<void (*)()>(nullptr)) == "preexec_fn is a null pointer");
    CHECK(said_of(cwd = std::optional<const char*>(null)) == "cwd is a null pointer");
}

TEST_CASE_METHOD(Census, "a null pointer in env is reported") {
    CHECK(said_of(env = {{"FRUIT", null}}) == "env['FRUIT'] is a null pointer");
    CHECK(said_of(env = {{null, "apple"}}) == "a name in env is a null pointer");
    CHECK(said_of(env = {{null, None}}) == "a name in env is a null pointer");
    CHECK(said_of(env = std::map<std::string, const char*>{{"FRUIT", null}}) == "env['FRUIT'] is a null pointer");
}

TEST_CASE_METHOD(Census, "a null pointer in an Options is reported when it is used") {
    Options options;
    options.cwd = null;
    options.input = null;
    const Options copy = options;
    CHECK(said_of(copy) == "input is a null pointer");
    options.input = None;
    CHECK(said_of(options) == "cwd is a null pointer");
}

TEST_CASE_METHOD(Census, "writing a null pointer is refused") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(text_of<ValueError>([&] { process.stdin_.write(null); }) == "data is a null pointer");
    CHECK(text_of<ValueError>([&] { process.communicate(null); }) == "input is a null pointer");
    CHECK(text_of<ValueError>([&] { process.communicate(input = null); }) == "input is a null pointer");
    const char* const lines[] = {"one\n", "two\n", nullptr};
    process.stdin_.writelines(lines);
    CHECK(process.communicate().stdout_ == "one\ntwo\n");
}

TEST_CASE_METHOD(Census, "string functions refuse a null pointer") {
    CHECK(text_of<ValueError>([] { (void)getoutput(null); }) == "a string is a null pointer");
    CHECK(text_of<ValueError>([] { shlex::split(null); }) == "a string is a null pointer");
    CHECK(text_of<ValueError>([] { shlex::quote(null); }) == "word is a null pointer");
    CHECK(text_of<ValueError>([] { which(null); }) == "program is a null pointer");
    CHECK(text_of<ValueError>([] { which("x", null); }) == "path is a null pointer");
    CHECK(text_of<ValueError>([] { (void)subprocess::open(null); }) == "name is a null pointer");
    CHECK(text_of<ValueError>([] { (void)subprocess::open("x", null); }) == "mode is a null pointer");
}

TEST_CASE("Environment and keyword values refuse a null pointer") {
    Environment variables{{"FRUIT", "apple"}};
    CHECK_THROWS_AS(variables[null], ValueError);
    CHECK_THROWS_AS(variables.get(null), ValueError);
    CHECK_THROWS_AS(variables.get("FRUIT", null), ValueError);
    CHECK_THROWS_AS(variables.contains(null), ValueError);
    CHECK_THROWS_AS(variables.erase(null), ValueError);
    CHECK_THROWS_AS(variables.update(std::map<std::string, const char*>{{"FRUIT", null}}), ValueError);
    const Output output("text");
    CHECK_THROWS_AS(output == null, ValueError);
    CHECK_THROWS_AS(output + null, ValueError);
    CHECK_THROWS_AS(null + output, ValueError);
    CHECK_THROWS_AS(Output(null), ValueError);
    CHECK_THROWS_AS(output.value_or(null), ValueError);
    CHECK_THROWS_AS(Command("text") == null, ValueError);
}
