// max_output: the child is ended when it has written one byte more.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "exactly max_output bytes are no error") {
    CHECK(run(child("to", 1, "1234", "to", 2, "1234"), capture_output = true, max_output = 4).stdout_ == "1234");
    CHECK(check_output(child("repeat", 1, 100000, "x"), max_output = 100000).size() == 100000);
    CHECK(run(child("exit", 3), stdout_ = PIPE, max_output = 0).returncode == 3);
    CHECK(run(child("to", 1, "12"), stdout_ = PIPE, max_output = std::optional<long>()).stdout_ == "12");
}

TEST_CASE_METHOD(Census, "one byte more is an error that has the first bytes, even if the child has ended") {
    const auto error =
        thrown<OutputLimitExceeded>([] { run(child("to", 1, "12345"), capture_output = true, max_output = 4); });
    CHECK(error.stdout_ == "1234");
    CHECK(error.stderr_ == "");
    CHECK(error.limit == 4);
    CHECK(error.cmd == child("to", 1, "12345"));
    CHECK_THAT(error.what(), EndsWith("' wrote more than 4 bytes to stdout"));
    CHECK(thrown<OutputLimitExceeded>([] {
              (void)check_output(child("to", 1, "1"), max_output = std::optional<std::size_t>(0));
          }).stdout_ == "");
}

TEST_CASE_METHOD(Census, "a child that never stops writing is ended, and no byte beyond the limit is kept") {
    const auto limit = static_cast<std::size_t>(GENERATE(0, 1, 1000, 65535, 65536, 65537, 3 << 20, 9 << 20));
    CAPTURE(limit);
    const bool is_tree = GENERATE(false, true);
    const auto error = thrown<OutputLimitExceeded>(
        [&] { run(child("flood", 1), stdout_ = PIPE, max_output = limit, tree = is_tree, timeout = 1h); });
    CHECK((error.stdout_ == std::string(limit, 'z')));
    CHECK(error.stderr_ == None);
    CHECK(children() == "");
}

TEST_CASE_METHOD(Census, "each stream has its own limit, and stderr_ = STDOUT is one") {
    CHECK(run(child("to", 1, "123", "to", 2, "123"), capture_output = true, max_output = 4).stderr_ == "123");
    const auto error =
        thrown<OutputLimitExceeded>([] { run(child("to", 2, "12345"), capture_output = true, max_output = 4); });
    CHECK(error.stderr_ == "1234");
    CHECK_THAT(error.what(), EndsWith("to stderr"));
    CHECK(thrown<OutputLimitExceeded>([] {
              run(child("to", 1, "123", "to", 2, "45"), stdout_ = PIPE, stderr_ = STDOUT, max_output = 4);
          }).stdout_ == "1234");
}

TEST_CASE_METHOD(Census, "the limit counts bytes of text, and a character may be cut") {
    const auto error = thrown<OutputLimitExceeded>(
        [] { run(child("bytes", 1, in_hex("\xC3\xA4\xC3\xA4")), stdout_ = PIPE, text = true, max_output = 3); });
    CHECK(error.stdout_ == "\xC3\xA4\xC3");
}

TEST_CASE_METHOD(Census, "a child that has grace is asked, and what it says then does not count") {
    const auto error = thrown<OutputLimitExceeded>(
        [] { run(child("flood", 1), stdout_ = PIPE, max_output = 10, grace = 1h, drain = 1h); });
    CHECK(error.stdout_ == std::string(10, 'z'));
}

TEST_CASE_METHOD(Census, "after communicate has seen too much, the child lives and can be read on") {
    Gate gate;
    Popen process(child("to", 1, "123456789", "until", 0, "to", 1, "!"), stdin_ = gate, stdout_ = PIPE, max_output = 4);
    CHECK(thrown<OutputLimitExceeded>([&] { process.communicate(None, 1h); }).stdout_ == "1234");
    CHECK(thrown<OutputLimitExceeded>([&] { process.communicate(); }).stdout_ == "1234");
    CHECK(process.poll() == None);
    gate.open();
    CHECK(process.stdout_.read() == "123456789!");
    CHECK(process.wait() == 0);
}

TEST_CASE_METHOD(Census, "after communicate has seen too much on stderr, the next one says so, too") {
    const Gate gate;
    Popen process(child("to", 2, "12345", "until", 0), stdin_ = gate, stdout_ = PIPE, stderr_ = PIPE, max_output = 4);
    CHECK_THROWS_AS(process.communicate(), OutputLimitExceeded);
    CHECK(thrown<OutputLimitExceeded>([&] { process.communicate(timeout = moment); }).stderr_ == "1234");
    process.kill();
}

TEST_CASE_METHOD(Census, "the limit spans several calls of communicate") {
    Gate gate;
    Popen process(child("to", 1, "123", "until", 0, "to", 1, "45"), stdin_ = gate, stdout_ = PIPE, max_output = 4);
    for (double limit = 0; thrown<TimeoutExpired>([&] { process.communicate(None, limit); }).stdout_ != "123";)
        limit += 0.01;
    gate.open();
    CHECK(thrown<OutputLimitExceeded>([&] { process.communicate(); }).stdout_ == "1234");
    process.stdout_.close();
}

TEST_CASE_METHOD(Census, "a limit that is negative, or has nothing to limit, is refused before the start") {
    CHECK_THROWS_AS(run(child("exit", 0), stdout_ = PIPE, max_output = -1), ValueError);
    CHECK_THROWS_AS(run(child("exit", 0), stdout_ = PIPE, max_output = ~0ULL), ValueError);
    CHECK_THROWS_AS(run(child("exit", 0), max_output = 1), ValueError);
    CHECK_THROWS_AS(Popen(child("exit", 0), stdin_ = PIPE, max_output = 1), ValueError);
    CHECK_THROWS_AS(call(child("exit", 0), stdout_ = DEVNULL, max_output = 1), ValueError);
}
