// What is typed at a child's terminal.
#include "support/posix/helpers.hpp"
#include "support/posix/terminals.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <unistd.h>

using namespace subprocess;
using namespace tests;

namespace {

std::string cat_of(const std::string& typed, const Pty& terminal = silent_pty) {
    return run(child("cat"), pty = terminal, input = typed, timeout = time_to_hang, check = true).stdout_;
}

const std::string longest_kept(4095, 'x');

} // namespace

// The end of the input ------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "the end of the input is typed, twice if the line is not finished", "") {
    CHECK(cat_of("").empty());
    CHECK(cat_of("one\n") == "one\r\n");
    CHECK(cat_of("one\ntwo") == "one\r\ntwo");
    CHECK(cat_of("one\ntwo", Pty()) == "one\r\ntwoone\r\ntwo");
}

TEST_CASE_METHOD(Census, "the end of the input ends one program, and not the next one as well", "") {
    Popen p(child("until", 0, "cat"), pty = silent_pty);
    const Handle same_terminal(::dup(p.stdin_.fileno()));
    p.stdin_.write("for the first\n");
    p.stdin_.close();
    CHECK(::write(same_terminal.get(), "next\n\x04", 6) == 6);
    CHECK(p.stdout_.read() == "next\r\n");
}

TEST_CASE_METHOD(Census, "close() types the end of the input, and what is shown is still read", "") {
    Popen p(child("cat"), pty = silent_pty);
    p.stdin_.write("some");
    p.stdin_.flush();
    p.stdin_.write("thing");
    p.stdin_.close();
    CHECK(p.stdin_.closed());
    CHECK(p.stdout_.read() == "something");
    CHECK(p.wait(time_to_hang) == 0);
}

TEST_CASE_METHOD(Census, "a Writer that was moved out of its Popen types the end, too", "") {
    Popen p(child("cat"), pty = silent_pty);
    {
        Writer typing = std::move(p.stdin_);
        typing.write("kept");
    }
    CHECK(p.stdout_.read() == "kept");
    CHECK(p.wait(time_to_hang) == 0);
}

TEST_CASE_METHOD(Census, "what was written before communicate() counts for the end of the input", "") {
    Popen p(child("cat"), pty = silent_pty);
    p.stdin_.write("flushed");
    p.stdin_.flush();
    CHECK(p.communicate(None, time_to_hang).stdout_ == "flushed");
    CHECK(p.returncode == 0);
}

TEST_CASE_METHOD(Census, "a source types, and then the end of the input", "") {
    const std::vector<std::string> pieces = {"a\n", "b", "c"};
    CHECK(run(child("cat"), pty = silent_pty, stdin_ = pieces, timeout = time_to_hang).stdout_ == "a\r\nbc");
    std::string seen;
    const auto note = [&](std::string_view chunk) { seen += chunk; };
    Popen p(child("cat"), pty = silent_pty, stdin_ = pieces, stdout_ = each_chunk(note));
    CHECK(p.wait(time_to_hang) == 0);
    CHECK(seen == "a\r\nbc");
}

TEST_CASE_METHOD(Census, "a terminal without lines has no end of input", "") {
    CHECK(run(child("read", 0, 4, "to", 1, "all"), pty = raw_pty, input = "\x04\x03\r\n").stdout_ == "all");
    CHECK_THROWS_AS(run(child("cat"), pty = raw_pty, input = "x", timeout = moment), TimeoutExpired);
    Popen p(child("cat"), pty = raw_pty);
    const Handle same_terminal(::dup(p.stdin_.fileno()));
    p.stdin_.write("x");
    p.stdin_.close();
    CHECK(::write(same_terminal.get(), "y", 1) == 1);
    CHECK(p.stdout_.read(2) == "xy");
}

TEST_CASE_METHOD(Census, "a program that has ended needs no end of input", "") {
    Popen p(child("exit", 0), pty = true);
    CHECK(p.wait() == 0);
    p.stdin_.close();
    Popen again(child("exit", 0), pty = true);
    CHECK(again.wait() == 0);
    again.stdin_.write("nobody reads this\n");
    CHECK_THROWS_AS(again.stdin_.flush(), BrokenPipeError);
    CHECK(again.stdout_.read().empty());
}

// Lines ---------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a line as long as a terminal keeps arrives, and more of them", "") {
    CHECK(cat_of(longest_kept) == longest_kept);
    CHECK(cat_of(longest_kept + '\n') == longest_kept + "\r\n");
    std::string typed, expected;
    for (int i = 0; i < 20; ++i) {
        typed += longest_kept + '\n';
        expected += longest_kept + "\r\n";
    }
    CHECK(cat_of(typed + longest_kept) == expected + longest_kept);
}

TEST_CASE_METHOD(Census, "a line that a terminal would not keep is refused before anything is started", "") {
    const std::string complaint =
        "a terminal keeps 4095 bytes of a line, not 4096; pty = Pty with raw = true knows no lines";
    CHECK(text_of<ValueError>([&] { cat_of("ok\n" + longest_kept + 'x'); }) == complaint);
    Popen p(child("cat"), pty = silent_pty);
    CHECK(text_of<ValueError>([&] { p.communicate(longest_kept + 'x'); }) == complaint);
    p.stdin_.write(longest_kept);
    CHECK(text_of<ValueError>([&] { p.stdin_.write("x"); }) == complaint);
    p.stdin_.write("\n");
    p.stdin_.write(longest_kept);
    CHECK(p.communicate(None, time_to_hang).stdout_ == longest_kept + "\r\n" + longest_kept);
    Popen in_parts(child("cat"), pty = silent_pty);
    for (const std::size_t part : {3000U, 1000U}) {
        in_parts.stdin_.write(std::string(part, 'x'));
        in_parts.stdin_.flush();
    }
    CHECK(text_of<ValueError>([&] { in_parts.stdin_.write(std::string(96, 'x')); }) == complaint);
    const std::vector<std::string> pieces = {longest_kept, "x"};
    CHECK(text_of<ValueError>([&] { run(child("cat"), pty = silent_pty, stdin_ = pieces); }) == complaint);
    CHECK(run(child("read", 0, 5000, "to", 1, "all"), pty = raw_pty, input = std::string(5000, 'x')).stdout_ == "all");
}

// Floods --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "floods in both directions neither block nor lose a byte", "") {
    std::string typed;
    for (int i = 0; typed.size() < 4 << 20; ++i)
        typed += std::to_string(i) + ' ';
    std::string seen;
    const auto all = [&](std::string_view chunk) {
        seen += chunk;
        return seen.size() < typed.size();
    };
    run(child("cat"), pty = raw_pty, input = typed, stdout_ = each_chunk(all), timeout = time_to_hang);
    CHECK((seen == typed));
}
