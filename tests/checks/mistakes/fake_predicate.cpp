// expect: subprocess: on() takes a command, or a function that gets a FakeCall and returns a bool
#include <subprocess.hpp>
#include <subprocess/testing.hpp>

using namespace subprocess;

void mistake() {
    FakeProcesses fake;
    fake.on([](const Command& command) { return command.size() == 1; });
}
