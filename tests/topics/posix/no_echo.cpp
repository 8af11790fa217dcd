// Dialogues at a terminal: expect, and secrets.
#include "support/posix/helpers.hpp"
#include "support/posix/terminals.hpp"

#include <subprocess/expect.hpp>

#include <regex>

using namespace subprocess;
using namespace tests;

namespace {

void type(Popen& process, std::string_view typed) {
    process.stdin_.write(typed);
    process.stdin_.flush();
}

} // namespace

TEST_CASE_METHOD(Census, "wait_no_echo waits until what is typed is not shown", "") {
    Pipe gate;
    const int fd = gate.reader.get();
    Popen process(child("to", 1, "Password: ", "read", fd, 1, "hidden"), pty = true, pass_fds = {fd});
    CHECK(expect(process.stdout_, std::regex("[Pp]assword: $"), timeout = time_to_hang).before.empty());
    CHECK(text_of<TimeoutExpired>([&] { (void)wait_no_echo(process, timeout = moment); }) ==
          text_of<TimeoutExpired>([&] { process.wait(moment); }));
    gate.writer.close();
    CHECK(wait_no_echo(process, timeout = time_to_hang));
    type(process, "secret\n");
    CHECK(process.stdout_.read() == "secret\r\n");
    CHECK(process.wait(time_to_hang) == 0);
}

TEST_CASE_METHOD(Census, "wait_no_echo returns at once where the echo is off", "") {
    Popen process(child("until", 0), pty = silent_pty);
    CHECK(wait_no_echo(process, timeout = 0));
    CHECK(wait_no_echo(process));
    Popen gone(child("exit", 0), pty = silent_pty);
    CHECK(gone.wait(time_to_hang) == 0);
    CHECK_FALSE(wait_no_echo(gone)); // nobody will ask
}

TEST_CASE_METHOD(Census, "wait_no_echo stops when no program uses the terminal any more", "") {
    Popen process(child("to", 1, "bye"), pty = true);
    CHECK_FALSE(wait_no_echo(process));
    CHECK(process.stdout_.read() == "bye");
    process.stdout_.close();
    CHECK_FALSE(wait_no_echo(process)); // by stdin_
    CHECK(process.wait(time_to_hang) == 0);
    process.stdin_.close();
    CHECK(text_of<ValueError>([&] { (void)wait_no_echo(process); }) == "the child's terminal is closed");
}

TEST_CASE_METHOD(Census, "expect finds an answer at a terminal, and leaves what follows", "") {
    Popen process(child("cat"), pty = silent_pty, text = true);
    type(process, "count: 12\nnext\n");
    const Match match = expect(process.stdout_, std::regex("count: (\\d+)\n"), timeout = time_to_hang);
    CHECK(match.groups == std::vector<std::string>{"count: 12\n", "12"});
    CHECK(process.stdout_.readline(timeout = time_to_hang) == "next\n");
}
