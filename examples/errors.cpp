// The examples of docs/errors.md.
#include <subprocess.hpp>

#include <chrono>
#include <iostream>
#include <string>

namespace sp = subprocess;
using namespace std::chrono_literals;

void describe() {
    // [describe]
    try {
        sp::run({"grep", "-r", "two words", "no such folder"}, sp::check = true, sp::capture_output = true);
    } catch (const sp::Error& error) {
        std::cout << error.describe() << '\n';
    }
    // [/describe]
}

void limit() {
    // [limit]
    try {
        sp::run({"sleep", "60"}, sp::timeout = 50ms);
    } catch (const sp::Error& error) {
        std::cout << error.describe() << '\n';
    }
    // [/limit]
}

void hint() {
    // [hint]
    try {
        sp::run({"gerp", "-q", "x"});
    } catch (const sp::Error& error) {
        std::cout << error.describe() << '\n';
    }
    // [/hint]
}

void result() {
    // [result]
    auto result = sp::run({"sh", "-c", "kill -SEGV $$"}, sp::capture_output = true);
    if (result.returncode != 0)
        std::cout << result.describe() << '\n';
    // [/result]
}

void hide(const std::string& token) {
    // [secret]
    auto result = sp::run({"sh", "-c", "echo bad token $TOKEN >&2; exit 1", "sh", "--as=" + sp::secret(token)},
                          sp::env = {sp::os_environ, {"TOKEN", sp::secret(token)}}, sp::capture_output = true);
    std::cout << result.describe() << '\n';
    // [/secret]
}

void keep(const std::string& token) {
    // [keep]
    const sp::Command command = {"printf", "%s\n", sp::secret(token)};
    std::cout << command << '\n' << std::flush;
    sp::run(command); // prints the token
    // [/keep]
}

int main() {
    std::cout << std::unitbuf; // the children write to the same stdout
    describe();
    limit();
    hint();
    result();
    hide("correct horse");
    keep("battery staple");
}
