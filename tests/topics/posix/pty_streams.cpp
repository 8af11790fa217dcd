// The streams of a child with a terminal.
#include "support/canceller.hpp"
#include "support/loop.hpp"
#include "support/posix/helpers.hpp"
#include "support/posix/terminals.hpp"
#include "support/posix/ways.hpp"

#include <subprocess/communication.hpp>

#include <csignal>
#include <string>
#include <vector>

using namespace subprocess;
using namespace tests;

// The streams ---------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(EveryWayToRedirect, "what is given otherwise is not the terminal", "") {
    INFO(name());
    const std::vector<std::string> both = child("terminals", "to", 2, "err");
    CompletedProcess piped = run(both, pty = true, stdout_ = PIPE);
    CHECK(piped.stdout_ == "0-2");
    CHECK(piped.stderr_ == "err");
    CompletedProcess split = run(both, pty = true, stderr_ = PIPE, stdin_ = DEVNULL);
    CHECK(split.stdout_ == "-1-");
    CHECK(split.stderr_ == "err");
    CHECK(shown_by(both, pty = true, stderr_ = STDOUT) == "012err");
    CHECK(run(both, pty = true, stdout_ = STDERR).stderr_ == "012err");
    CHECK(run(both, pty = true, stdin_ = CLOSED, stderr_ = DEVNULL).stdout_ == "-1-");
}

TEST_CASE_METHOD(Census, "a Popen with a terminal has no stderr_", "") {
    Popen p(child("terminals", "until", 0), pty = true);
    CHECK(p.stderr_ == None);
    CHECK(p.stdin_.fileno() != p.stdout_.fileno());
    CHECK(p.communicate().stdout_ == "012");
    CHECK(p.returncode == 0);
}

TEST_CASE_METHOD(Census, "run, check_output and call work with a terminal, and so does capture_output", "") {
    const std::vector<std::string> command = child("terminals", "to", 2, "!", "until", 0, "exit", 3);
    CompletedProcess captured = run(command, pty = true, capture_output = true);
    CHECK(captured.stdout_ == "012!");
    CHECK(captured.stderr_ == None);
    CHECK(captured.returncode == 3);
    CHECK(call(command, pty = true) == 3);
    CHECK(thrown<CalledProcessError>([&] { (void)check_output(command, pty = true); }).stdout_ == "012!");
    CHECK_THROWS_AS(check_call(command, pty = true), CalledProcessError);
    CHECK(check_output(child("cat"), pty = silent_pty, input = "in\n") == "in\r\n");
}

TEST_CASE_METHOD(Census, "calls in steps type at a terminal and read it", "") {
    Running running(child("cat"), pty = silent_pty, input = "one\ntwo");
    drive(running);
    CHECK(running.result().stdout_ == "one\r\ntwo");
    Popen p(child("cat"), pty = silent_pty);
    p.stdin_.write("buffered");
    Communication communication(p);
    drive(communication);
    CHECK(communication.result().stdout_ == "buffered");
    CHECK(p.returncode == 0);
}

TEST_CASE_METHOD(Census, "lines of a terminal end in a carriage return, which text mode removes", "") {
    const std::vector<std::string> command = child("to", 1, "one\n", "to", 2, "two\n");
    std::vector<std::string> seen;
    const auto note = [&](std::string_view line) { seen.emplace_back(line); };
    run(command, pty = true, stdout_ = each_line(note));
    CHECK(seen == std::vector<std::string>{"one\r", "two\r"});
    seen.clear();
    run(command, pty = true, stdout_ = each_line(note), text = true);
    CHECK(seen == std::vector<std::string>{"one", "two"});
    CHECK(run(command, pty = true, text = true).stdout_ == "one\ntwo\n");
    CHECK(run(command, pty = raw_pty).stdout_ == "one\ntwo\n");
}

TEST_CASE_METHOD(Census, "a sink that has enough hangs up the program, which is no failure", "") {
    const auto enough = [](std::string_view) { return false; };
    const CompletedProcess r = run(child("flood", 1), pty = true, stdout_ = each_chunk(enough), check = true);
    CHECK(r.returncode == -SIGHUP);
    CHECK_THROWS_AS(run(child("raise", SIGHUP), pty = true, check = true), CalledProcessError);
}

TEST_CASE_METHOD(Census, "nothing is typed for a sink that has enough", "") {
    const auto enough = [](std::string_view) { return false; };
    const std::string more(1 << 20, 'x'); // than a terminal holds
    const CompletedProcess r =
        run(child("flood", 1), pty = raw_pty, input = more, stdout_ = each_chunk(enough), timeout = time_to_hang);
    CHECK(r.returncode == -SIGHUP);
}

TEST_CASE_METHOD(Census, "input for a terminal that nobody uses any more is dropped", "") {
    Popen p(child("exit", 0), pty = raw_pty);
    CHECK(p.wait() == 0);
    p.stdout_.close();
    CHECK(p.communicate(std::string(1 << 20, 'x'), time_to_hang).stdout_ == "");
}

TEST_CASE_METHOD(Census, "call reads what a terminal shows, so that the program can end", "") {
    CHECK(call(child("repeat", 1, 100000, "0123456789"), pty = true, timeout = time_to_hang) == 0);
}

TEST_CASE_METHOD(Census, "timeout, max_output and kill end a child with a terminal, and nothing is lost", "") {
    const auto late = thrown<TimeoutExpired>(
        [&] { run(child("to", 1, "so far", "until", 0, "until", 0), pty = true, timeout = moment * 5); });
    CHECK(late.stdout_ == "so far");
    const auto exceeded = thrown<OutputLimitExceeded>([&] { run(child("flood", 1), pty = true, max_output = 100); });
    CHECK(exceeded.stdout_ == std::string(100, 'z'));
    Popen p(child("to", 1, "so far", "until", 2), pty = true);
    CHECK(p.stdout_.read(6) == "so far");
    p.kill();
    CHECK(p.communicate().stdout_ == "");
    CHECK(p.returncode == killed);
}

TEST_CASE_METHOD(Census, "cancel ends a child with a terminal, and a tree of it, and Cancelled has what was shown",
                 "") {
    const bool is_tree = GENERATE(false, true);
    Cancellation source;
    const Canceller canceller(source);
    const auto error = thrown<Cancelled>([&] {
        run(child("to", 1, "so far", "to", canceller.native_handle(), "ready", "until", 0, "until", 0), pty = true,
            tree = is_tree, cancel = source, passing({canceller.native_handle()}));
    });
    CHECK(error.stdout_ == "so far");
    CHECK(children() == "");
}
