// The examples of docs/security.md.
#include <subprocess.hpp>

#include <iostream>
#include <string>

namespace sp = subprocess;

void no_shell(const std::string& name) {
    // [no_shell]
    sp::run({"printf", "%s\n", name}); // one word of the command, whatever it contains
    // [/no_shell]
}

void shell_with_words(const std::string& name) {
    // [shell_words]
    sp::run({R"(printf '%s\n' "$1" | tr a-z A-Z)", "sh", name}, sp::shell = true); // $0 is "sh", $1 is name
    // [/shell_words]

    // [shell_variable]
    sp::run(R"(printf '%s\n' "$NAME" | tr a-z A-Z)", sp::shell = true, sp::env = {sp::os_environ, {"NAME", name}});
    // [/shell_variable]
}

void no_option(const std::string& file) {
    // [no_option]
    auto result = sp::run({"cat", "--", file}, sp::capture_output = true);
    // [/no_option]
    std::cout << result.stderr_;
}

void full_path() {
    // [full_path]
    sp::run({"/usr/bin/env"}, sp::env = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C"}}, sp::cwd = "/");
    // [/full_path]
}

void secrets(const std::string& token) {
    // [secrets]
    sp::run({"cat"}, sp::input = token);                                                      // only the child
    sp::run({"printenv", "TOKEN"}, sp::env = {sp::os_environ, {"TOKEN", sp::secret(token)}}); // you and root
    sp::run({"echo", sp::secret(token)}); // everybody, while it runs
    // [/secrets]
}

int main() {
    std::cout << std::unitbuf; // the children write to the same stdout
    const std::string hostile = "x; echo injected $(echo injected)";
    no_shell(hostile);
    shell_with_words(hostile);
    no_option("--help");
    full_path();
    secrets("hunter2");
}
