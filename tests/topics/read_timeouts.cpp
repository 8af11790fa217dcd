// Reads with a deadline: they end in time, and nothing that has come is lost.
#include "support/helpers.hpp"

#include <limits>

using namespace subprocess;
using namespace tests;

namespace {

/// A child that writes `first`, and `second` when the gate opens.
struct Talker {
    explicit Talker(const char* first, const char* second = "", const Options& options = {})
        : process(child("to", 1, first, "until", 0, "to", 1, second), stdin_ = gate, stdout_ = PIPE, options) {}
    Talker(const Talker&) = delete;
    Talker& operator=(const Talker&) = delete;
    ~Talker() { gate.open(); } // before the Popen waits

    Gate gate;
    Popen process;
    Reader& out = process.stdout_;
};

Options with_buffer(int size, bool is_text) {
    Options options;
    options.bufsize = size;
    options.text = is_text;
    return options;
}

/// Repeats `read(limit)`, which times out, until it has read ahead all of `size` bytes. A timeout of 0 looks once, so
/// the child may not have written yet.
template <class Read> void time_out_with(std::size_t size, const Reader& reader, const Read& read) {
    do
        CHECK_THROWS_AS(read(), TimeoutExpired);
    while (reader.buffered() < size);
}

} // namespace

TEST_CASE_METHOD(Census, "a line that does not come in time throws TimeoutExpired, and none of it is lost", "") {
    const int size = GENERATE(-1, 0, 1, 2);
    const bool is_text = GENERATE(false, true);
    const auto limit = GENERATE(Timeout(0), Timeout(-1), Timeout(moment));
    Talker talker("one\ntw", "o\nthree", with_buffer(size, is_text));
    CHECK(talker.out.readline(timeout = 60s) == "one\n");
    time_out_with(2, talker.out, [&] { talker.out.readline(timeout = limit); });
    CHECK_FALSE(talker.out.has_line());
    talker.gate.open();
    CHECK(talker.out.readline(timeout = 60s) == "two\n");
    CHECK(talker.out.readline() == "three");
    CHECK(talker.out.readline(timeout = 0) == ""); // the end of file needs no waiting
}

TEST_CASE_METHOD(Census, "readline with a deadline reuses the line, and leaves it alone when it is late", "") {
    Talker talker("one\ntw", "o\n");
    std::string line = "before";
    CHECK(talker.out.readline(line, timeout = 60s));
    CHECK(line == "one\n");
    CHECK_THROWS_AS(talker.out.readline(line, timeout = moment), TimeoutExpired);
    CHECK(line == "one\n");
    talker.gate.open();
    CHECK(talker.out.readline(line, timeout = 60));
    CHECK(line == "two\n");
    CHECK_FALSE(talker.out.readline(line, timeout = 60.5));
    CHECK(line.empty());
}

TEST_CASE_METHOD(Census, "the exception of a late read says how long it has waited", "") {
    Talker talker("");
    const auto late = thrown<TimeoutExpired>([&] { talker.out.readline(timeout = 20ms); });
    CHECK(std::string(late.what()) == "reading from the child timed out after 0.02 seconds");
    CHECK(late.timeout == 0.02);
    CHECK(late.cmd.empty());
    CHECK(late.stdout_ == None);
    CHECK(text_of<TimeoutExpired>([&] { talker.out.read1(timeout = 0); }) ==
          "reading from the child timed out after 0 seconds");
    CHECK(std::string(TimeoutExpired({}, 5).what()) == "Command '[]' timed out after 5 seconds");
}

TEST_CASE_METHOD(Census, "a read waits until its deadline, and no longer", "[lesson-38]") {
    Talker talker("part");
    CHECK(duration_of([&] { CHECK_THROWS_AS(talker.out.readline(timeout = 200ms), TimeoutExpired); }) >= 200ms);
    CHECK(duration_of([&] { CHECK_THROWS_AS(talker.out.read_until("x", timeout = 0.2), TimeoutExpired); }) >= 200ms);
    CHECK(talker.out.read1(timeout = 60s) == "part");
    CHECK(duration_of([&] { CHECK_THROWS_AS(talker.out.read1(timeout = 200ms), TimeoutExpired); }) >= 200ms);
}

TEST_CASE_METHOD(Census, "a read with a deadline returns as soon as the child has written or ended", "") {
    Talker talker("", "late\n");
    talker.gate.open();
    CHECK(talker.out.readline(timeout = 24h) == "late\n");
    CHECK(talker.out.readline(timeout = std::numeric_limits<double>::infinity()) == "");
    CHECK(talker.out.read1(timeout = None) == "");
    CHECK(talker.out.read_until("x", timeout = 24h).before == "");
}

TEST_CASE_METHOD(Census, "what a late search has read is found by the next read, whatever that looks for", "") {
    Talker talker("ab", "c");
    time_out_with(2, talker.out, [&] { talker.out.read_until({"abc", "x"}, timeout = 0); });
    CHECK(talker.out.read_until("b", timeout = 0).before == "a"); // a new search begins at the beginning
    talker.gate.open();
    CHECK(talker.out.read_until({"abc", "x"}).before == "c");

    Talker other("abab", "c");
    time_out_with(4, other.out, [&] { other.out.read_until("abc", timeout = 0); });
    CHECK(other.out.read(2) == "ab");
    other.gate.open();
    CHECK(other.out.read_until("abc", timeout = 60s).index == 0);
}

TEST_CASE_METHOD(Census, "a search finds what a late communicate has added to what a late search has read", "") {
    Gate first, last;
    Popen process(child("to", 1, "ab", "until", first.native_handle(), "to", 1, "c", "until", last.native_handle()),
                  stdout_ = PIPE, passing({first.native_handle(), last.native_handle()}));
    time_out_with(2, process.stdout_, [&] { process.stdout_.read_until("abc", timeout = 0); });
    first.open();
    while (process.stdout_.buffered() < 3)
        CHECK_THROWS_AS(process.communicate(timeout = moment), TimeoutExpired);
    CHECK(process.stdout_.read_until("abc", timeout = 0).index == 0);
    last.open();
}

TEST_CASE_METHOD(Census, "communicate returns what late reads have read", "") {
    const bool is_text = GENERATE(false, true);
    Talker talker("part, ", "rest", with_buffer(-1, is_text));
    time_out_with(6, talker.out, [&] { talker.out.readline(timeout = 0); });
    CHECK_THROWS_AS(talker.process.communicate(timeout = 0), TimeoutExpired);
    talker.gate.open();
    CHECK(talker.process.communicate().stdout_ == "part, rest");
}

TEST_CASE_METHOD(Census, "a late read keeps an incomplete character", "") {
    Gate gate;
    Popen process(child("bytes", 1, in_hex("x\xE2\x82"), "until", 0, "bytes", 1, in_hex("\xAC")), stdin_ = gate,
                  stdout_ = PIPE, text = true);
    CHECK(process.stdout_.read1(timeout = 60s) == "x");
    CHECK_THROWS_AS(process.stdout_.read1(timeout = moment), TimeoutExpired);
    CHECK(process.stdout_.buffered() == 0); // poll() will tell when there is more
    gate.open();
    CHECK(process.stdout_.read1(timeout = 60s) == "\xE2\x82\xAC");
}

TEST_CASE_METHOD(Census, "a timeout of 0 returns all of a line that is in the pipe", "") {
    const int size = GENERATE(-1, 0, 100);
    Gate gate;
    Popen process(child("repeat", 1, 4000, "0123456789", "to", 1, "\n", "to", 2, "x", "until", 0), stdin_ = gate,
                  stdout_ = PIPE, stderr_ = PIPE, bufsize = size);
    CHECK(process.stderr_.read(1) == "x"); // by then all of it has been written
    CHECK(process.stdout_.has_line());
    CHECK(process.stdout_.readline(timeout = 0).size() == 40001);
    CHECK_FALSE(process.stdout_.has_line());
    gate.open();
}

TEST_CASE_METHOD(Census, "a child that writes without an end does not delay a deadline", "") {
    Popen process(child("flood", 1), stdout_ = PIPE);
    time_out_with(1, process.stdout_, [&] { process.stdout_.readline(timeout = moment); });
    CHECK_THROWS_AS(process.stdout_.read_until("a", timeout = 0), TimeoutExpired);
    CHECK(process.stdout_.read1(timeout = 0)[0] == 'z');
    process.stdout_.close();
}

TEST_CASE_METHOD(Census, "has_line says whether readline would return at once", "") {
    Talker talker("one\ntwo\npart", "");
    while (!talker.out.has_line()) {
    }
    CHECK(talker.out.buffered() >= 4);
    CHECK(talker.out.readline() == "one\n");
    while (!talker.out.has_line()) {
    }
    CHECK(talker.out.readline() == "two\n");
    CHECK_FALSE(talker.out.has_line());
    talker.gate.open();
    talker.process.wait();
    CHECK(talker.out.has_line()); // part of a line and the end
    CHECK(talker.out.readline() == "part");
    CHECK(talker.out.has_line());
    CHECK(talker.out.readline() == "");
}

TEST_CASE_METHOD(Census, "buffered counts what was read and not taken", "") {
    Gate gate;
    Popen process(child("to", 1, "one\ntwo", "until", 0), stdin_ = gate, stdout_ = PIPE, text = GENERATE(false, true));
    CHECK(process.stdout_.buffered() == 0);
    CHECK(process.stdout_.readline() == "one\n");
    CHECK(process.stdout_.buffered() == 3);
    CHECK_THROWS_AS(process.communicate(timeout = 0), TimeoutExpired);
    CHECK(process.stdout_.buffered() == 3);
    CHECK(process.stdout_.read1() == "two");
    CHECK(process.stdout_.buffered() == 0);
    gate.open();
}

TEST_CASE_METHOD(Census, "buffered counts text that a communicate has left", "") {
    Gate gate;
    Popen process(child("to", 1, "one\ntwo", "until", 0), stdin_ = gate, stdout_ = PIPE, text = true);
    while (process.stdout_.buffered() == 0)
        CHECK_THROWS_AS(process.communicate(timeout = moment), TimeoutExpired);
    CHECK(process.stdout_.buffered() == 7);
    Reader moved;
    moved = std::move(process.stdout_);
    CHECK(moved.buffered() == 7);
    CHECK(moved.read1(timeout = 0) == "one\ntwo");
    gate.open();
}

TEST_CASE_METHOD(Census, "a limit that is no number throws ValueError, and so does a closed stream", "") {
    Talker talker("one\n");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(talker.out.readline(timeout = nan), ValueError);
    CHECK_THROWS_AS(talker.out.read1(timeout = nan), ValueError);
    CHECK_THROWS_AS(talker.out.read_until("x", timeout = nan), ValueError);
    CHECK(talker.out.readline(timeout = 60s) == "one\n");
    talker.out.close();
    CHECK_THROWS_AS(talker.out.readline(timeout = 0), ValueError);
    CHECK_THROWS_AS(talker.out.read1(timeout = 0), ValueError);
    CHECK_THROWS_AS(talker.process.stderr_.readline(timeout = 0), ValueError); // None
}

TEST_CASE_METHOD(Census, "a Reader that was moved keeps what a late read has read", "") {
    Talker talker("ab", "c");
    time_out_with(2, talker.out, [&] { talker.out.read_until("abc", timeout = 0); });
    Reader moved = std::move(talker.out);
    talker.out = std::move(moved);
    talker.gate.open();
    CHECK(talker.out.read_until("abc").index == 0);
}
