// A child can be asked to end if it has a process group and a console.
#include "support/helpers.hpp"
#include "support/windows/windows.hpp"

#include <csignal>

using namespace subprocess;
using namespace tests;

namespace {

constexpr int code_at_break = 7;

std::vector<std::string> asked() {
    return child("on-break", code_at_break, "to", 1, "ready", "until", 0);
}

bool has_console() {
    return ::GetConsoleCP() != 0;
}

} // namespace

TEST_CASE_METHOD(Census, "a child with a process group is asked by CTRL_BREAK_EVENT") {
    const int number = GENERATE(SIGINT, SIGTERM);
    Popen process(asked(), stdin_ = PIPE, stdout_ = PIPE, creationflags = CREATE_NEW_PROCESS_GROUP,
                  grace = {{number, 1h}});
    CHECK(process.stdout_.read(5) == "ready");
    CHECK(process.stop() == (has_console() ? code_at_break : killed));
}

TEST_CASE_METHOD(Census, "a child without a process group is ended at once, and nobody else is asked") {
    Popen process(asked(), stdin_ = PIPE, stdout_ = PIPE, grace = 1h);
    CHECK(process.stdout_.read(5) == "ready");
    CHECK(process.stop() == killed);
}
