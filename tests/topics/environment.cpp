// env: inherited, replaced, extended and invalid environments.
#include "support/helpers.hpp"

#include <map>
#include <set>
#include <sstream>
#include <unordered_map>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace {

/// The child's environment when env is `value`, as lines in their order.
template <class Value = Environment> std::string environment_of(const Value& value) {
    return own_variables(run(child("env"), stdout_ = PIPE, env = value, check = true).stdout_);
}

/// As a set, because Windows puts the variables in its own order.
std::set<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::set<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.insert(line);
    return lines;
}

} // namespace

TEST_CASE_METHOD(Census, "the environment is inherited", "[py-82]") {
    CHECK_THAT(output_of("env"), ContainsSubstring("\nTMPDIR=") || StartsWith("TMPDIR="));
}

TEST_CASE_METHOD(Census, "env replaces the inherited environment", "[lesson-62][py-82]") {
    CHECK(environment_of({{"FRUIT", "orange"}}) == "FRUIT=orange\n");
}

TEST_CASE_METHOD(Census, "an empty env is an empty environment", "[lesson-62][py-82]") {
    CHECK(own_variables(check_output(child("env"), env = {})) == "");
    CHECK(environment_of(Environment()) == "");
}

TEST_CASE_METHOD(Census, "items after os_environ change the inherited environment", "[lesson-62]") {
    const std::string printed = check_output(child("env"), env = {os_environ, {"FRUIT", "orange"}, {"PATH", None}});
    CHECK_THAT(printed, ContainsSubstring("TMPDIR="));
    CHECK_THAT(printed, ContainsSubstring("\nFRUIT=orange\n"));
    CHECK_THAT("\n" + printed, !ContainsSubstring("\nPATH="));
}

TEST_CASE_METHOD(Census, "a map adds all its variables, and the later item wins", "[py-82]") {
    const std::map<std::string, std::string> fruit = {{"FRUIT", "orange"}, {"TREE", "lemon"}},
                                             more = {{"TREE", "pine"}};
    CHECK(own_variables(check_output(child("env"), env = {fruit, more})) == "FRUIT=orange\nTREE=pine\n");
    CHECK(own_variables(check_output(child("env"), env = {{"A", "1"}, more, fruit, {"FRUIT", None}})) ==
          "A=1\nTREE=lemon\n");
    CHECK_THAT("\n" + check_output(child("env"), env = {os_environ, fruit}),
               ContainsSubstring("\nTMPDIR=") && ContainsSubstring("\nFRUIT=orange\n"));
    Options options;
    options.env = {fruit, more};
    CHECK(own_variables(check_output(child("env"), options)) == "FRUIT=orange\nTREE=pine\n");
    Environment changed{{"FRUIT", "apple"}};
    changed.update(fruit);
    CHECK(environment_of(changed) == "FRUIT=orange\nTREE=lemon\n");
}

TEST_CASE_METHOD(Census, "os_environ alone passes our environment unchanged", "[py-82]") {
    const std::set<std::string> inherited = lines_of(check_output(child("env")));
    CHECK(lines_of(check_output(child("env"), env = os_environ)) == inherited);
    Options options;
    options.env = os_environ;
    CHECK(lines_of(check_output(child("env"), options)) == inherited);
}

TEST_CASE_METHOD(Census, "a changed copy of the environment can be passed", "[lesson-62]") {
    Environment copy = os_environ.copy();
    copy["FRUIT"] = "orange";
    CHECK(copy.erase("TMPDIR"));
    const std::string printed = environment_of(copy);
    CHECK_THAT("\n" + printed, ContainsSubstring("\nFRUIT=orange\n") && !ContainsSubstring("\nTMPDIR="));
    CHECK(os_environ.copy().contains("TMPDIR"));
}

TEST_CASE_METHOD(Census, "a value may be empty or contain an equals sign", "[lesson-62][py-86]") {
    CHECK(environment_of({{"EMPTY", ""}, {"FRUIT", "orange=lemon="}}) == "EMPTY=\nFRUIT=orange=lemon=\n");
}

TEST_CASE_METHOD(Census, "env may be any map of strings and paths", "[py-82]") {
    CHECK(environment_of(std::map<std::string, std::string>{{"A", "1"}, {"B", "2"}}) == "A=1\nB=2\n");
    CHECK(environment_of(std::unordered_map<std::string, const char*>{{"A", "1"}}) == "A=1\n");
    CHECK(own_variables(check_output(child("env"), env = {{"A", std::filesystem::path("/x")}})) == "A=/x\n");
    CHECK(environment_of(std::vector<std::pair<std::string, std::string>>{{"A", "1"}}) == "A=1\n");
}

TEST_CASE_METHOD(Census, "invalid variables are refused before anything is started", "[py-85][py-86][py-87]") {
    using namespace std::string_literals;
    const auto [name, value, complaint] = GENERATE(table<std::string, std::string, std::string>({
        {"FRUIT\0VEGETABLE"s, "cabbage", "embedded null byte"},
        {"FRUIT", "orange\0VEGETABLE=cabbage"s, "embedded null byte"},
        {"FRUIT=ORANGE", "lemon", "illegal environment variable name"},
        {"", "lemon", "illegal environment variable name"},
    }));
    Environment bad;
    bad[name] = value;
    CHECK(text_of<ValueError>([&] { run({"/nonexistent"}, env = bad); }) == complaint);
}

TEST_CASE_METHOD(Census, "an Environment works like a map", "") {
    Environment fruit = {{"A", "apple"}, {"B", "banana"}, {"A", "apricot"}};
    CHECK(fruit.size() == 2);
    CHECK(fruit.get("A") == "apricot");
    CHECK(fruit.get("C", "none") == "none");
    CHECK(fruit["C"] == "");
    CHECK(fruit.erase("C"));
    CHECK_FALSE(fruit.erase("C"));
    CHECK(fruit.begin()->first == "A");
}
