// A user's test: no process is started.
#include <subprocess.hpp>
#include <subprocess/testing.hpp>

#include <iostream>

namespace sp = subprocess;

int main() {
    sp::FakeProcesses fake;
    fake.on({"git", "status"}).prints("clean\n");
    fake.on({"cat"}).answers([](std::string_view input) { return std::string(input); });
    fake.on({"slow"}).hangs();
    if (sp::check_output({"git", "status"}) != "clean\n" ||
        sp::check_output({"cat"}, sp::input = "to and fro") != "to and fro")
        return 1;
    try {
        sp::run({"slow"}, sp::timeout = 3600);
        return 2;
    } catch (const sp::TimeoutExpired& late) {
        std::cout << late.what() << '\n';
    }
    try {
        sp::run({"unknown"});
        return 3;
    } catch (const sp::FakeError& error) {
        std::cout << error.what() << '\n';
    }
    return fake.calls().size() == 3 ? 0 : 4;
}
