// Reader and Writer, the streams of a Popen, in binary and text mode.
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;

namespace {

/// A child that has written `bytes` and waits.
Popen talker(const std::string& bytes, const Options& options = {}) {
    return Popen(child("bytes", 1, in_hex(bytes)), stdout_ = PIPE, options);
}

Options with_text() {
    Options options;
    options.text = true;
    return options;
}

Options with_buffer(int size) {
    Options options;
    options.bufsize = size;
    return options;
}

} // namespace

TEST_CASE_METHOD(Census, "read returns everything up to the end of file", "") {
    Popen process = talker("one\ntwo");
    CHECK(process.stdout_.read() == "one\ntwo");
    CHECK(process.stdout_.read() == "");
}

TEST_CASE_METHOD(Census, "read(n) returns n bytes, and fewer only at the end", "[py-204]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    process.stdin_.write("abc");
    process.stdin_.flush();
    CHECK(process.stdout_.read(2) == "ab");
    process.stdin_.write("de");
    process.stdin_.close();
    CHECK(process.stdout_.read(0) == "");
    CHECK(process.stdout_.read(2) == "cd");
    CHECK(process.stdout_.read(2) == "e");
    CHECK(process.stdout_.read(2) == "");
}

TEST_CASE_METHOD(Census, "lines keep their line ends", "") {
    Popen process = talker("one\n\nthree");
    CHECK(process.stdout_.readline() == "one\n");
    CHECK(process.stdout_.readlines() == std::vector<std::string>{"\n", "three"});
    CHECK(process.stdout_.readline() == "");
}

TEST_CASE_METHOD(Census, "a stream is a range of lines", "") {
    Popen process = talker("one\ntwo\r\nthree");
    std::vector<std::string> lines;
    for (const std::string& line : process.stdout_)
        lines.push_back(line);
    CHECK(lines == std::vector<std::string>{"one\n", "two\r\n", "three"});
}

TEST_CASE_METHOD(Census, "the line iterator is an input iterator", "") {
    Popen process = talker("one\ntwo\n");
    Reader::iterator line = process.stdout_.begin();
    CHECK(*line++ == "one\n");
    CHECK(*line == "two\n");
    line++;
    CHECK(line == process.stdout_.end());
}

TEST_CASE_METHOD(Census, "a line can be read as soon as the child has written it", "[py-204]") {
    const int size = GENERATE(-1, 0, 1, 16);
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = size, text = true);
    for (const char* line : {"first\n", "second, and a longer one\n"}) {
        process.stdin_.write(line);
        process.stdin_.flush();
        CHECK(process.stdout_.readline() == line);
    }
}

TEST_CASE_METHOD(Census, "a line longer than every buffer is one line", "[lesson-37]") {
    const int size = GENERATE(-1, 0, 1, 100);
    Popen process(child("repeat", 1, 10000, "0123456789", "to", 1, "\nend"), stdout_ = PIPE, bufsize = size,
                  text = true);
    CHECK(process.stdout_.readline().size() == 100001);
    CHECK(process.stdout_.read() == "end");
}

TEST_CASE_METHOD(Census, "an unbuffered read returns the result of one system call", "[py-204]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = 0);
    process.stdin_.write("abc");
    CHECK(process.stdout_.read(100) == "abc");
    process.stdin_.write("def");
    CHECK(process.stdout_.read(std::size_t(-1)) == "def"); // does not allocate the requested size
}

TEST_CASE_METHOD(Census, "an unbuffered write to a closed pipe throws at once", "[py-204]") {
    Popen process(child("exit", 0), stdin_ = PIPE, bufsize = 0);
    process.wait();
    CHECK_THROWS_AS(process.stdin_.write("x"), BrokenPipeError);
}

TEST_CASE_METHOD(Census, "an unbuffered write needs no flush and a buffered one does", "[py-204]") {
    Popen unbuffered(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = 0);
    unbuffered.stdin_.write("x");
    CHECK(unbuffered.stdout_.read(1) == "x");

    Popen buffered(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    buffered.stdin_.write("x");
    buffered.kill();
    buffered.wait();
    CHECK(buffered.stdout_.read() == "");
    CHECK_THROWS_AS(buffered.stdin_.close(), BrokenPipeError);
}

TEST_CASE_METHOD(Census, "line buffering sends each line of text", "[py-206]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = 1, text = true);
    process.stdin_.write("line\n");
    CHECK(process.stdout_.readline() == "line\n");
}

TEST_CASE_METHOD(Census, "writelines writes everything and adds nothing", "") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    process.stdin_.writelines(std::vector<std::string>{"one\n", "two"});
    CHECK(process.communicate().stdout_ == "one\ntwo");
}

TEST_CASE_METHOD(Census, "write returns the number of bytes written", "") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(process.stdin_.write("four") == 4);
    CHECK(process.stdin_.write("") == 0);
    CHECK(process.communicate().stdout_ == "four");
}

TEST_CASE_METHOD(Census, "detach sends buffered data", "[py-206]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    process.stdin_.write("buffered");
    Handle(process.stdin_.detach()).close();
    CHECK(process.stdout_.read() == "buffered");
    CHECK_THROWS_AS(process.stdin_.detach(), ValueError);
}

TEST_CASE_METHOD(Census, "the destructor of a Popen sends buffered data", "[py-192]") {
    const auto path = folder() / "out";
    {
        Popen process(child("cat"), stdin_ = PIPE, stdout_ = open(path, "w"));
        process.stdin_.write("not flushed");
    }
    CHECK(content_of(path) == "not flushed");
}

TEST_CASE_METHOD(Census, "a negative buffer size is the default one", "[py-4]") {
    CHECK(talker("x", with_buffer(-7)).stdout_.read() == "x");
}

TEST_CASE_METHOD(Census, "writing to a child that has ended throws BrokenPipeError", "[lesson-34]") {
    const int size = GENERATE(0, -1);
    Popen process(child("exit", 0), stdin_ = PIPE, bufsize = size);
    process.wait();
    CHECK_THROWS_AS((process.stdin_.write("x"), process.stdin_.flush()), BrokenPipeError);
}

TEST_CASE_METHOD(Census, "a stream that could not be flushed counts as closed", "[py-193][py-211]") {
    Popen process(child("exit", 0), stdin_ = PIPE);
    process.stdin_.write("x");
    process.wait();
    CHECK_THROWS_AS(process.stdin_.close(), BrokenPipeError);
    CHECK(process.stdin_.closed());
    process.stdin_.close();
}

TEST_CASE_METHOD(Census, "using a closed stream throws", "[py-212]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    process.communicate();
    CHECK_THROWS_AS(process.stdin_.write("x"), ValueError);
    CHECK_THROWS_AS(process.stdin_.flush(), ValueError);
    CHECK_THROWS_AS(process.stdin_.fileno(), ValueError);
    CHECK_THROWS_AS(process.stdout_.read(), ValueError);
    CHECK_THROWS_AS(process.stdout_.read(1), ValueError);
    CHECK_THROWS_AS(process.stdout_.readline(), ValueError);
}

TEST_CASE_METHOD(Census, "using a stream that is not a pipe throws", "[py-55]") {
    Popen process(child("exit", 0));
    CHECK_THROWS_AS(process.stdout_.read(), ValueError);
    CHECK_THROWS_AS(process.stdin_.write("x"), ValueError);
}

TEST_CASE_METHOD(Census, "streams can be replaced, and the new ones are used", "[py-213]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    Reader kept = std::move(process.stdout_);
    process.stdin_.write("sent by the end of the stream");
    process.stdin_ = Writer();
    CHECK(kept.read() == "sent by the end of the stream");
    CHECK(process.wait() == 0);
}

// Text ----------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "in text mode every line ends in a newline", "[py-207]") {
    Popen process = talker("one\rtwo\r\nthree\n\r\rend", with_text());
    CHECK(process.stdout_.readlines() == std::vector<std::string>{"one\n", "two\n", "three\n", "\n", "\n", "end"});
}

TEST_CASE_METHOD(Census, "a line end split across two reads counts once", "[py-207]") {
    Popen process(child("to", 1, "a\r", "until", 0, "to", 1, "\nb"), stdin_ = PIPE, stdout_ = PIPE, text = true,
                  bufsize = 0);
    CHECK(process.stdout_.read(1) == "a");
    process.stdin_.close();
    CHECK(process.stdout_.read() == "\nb");
}

TEST_CASE_METHOD(Census, "reads count characters in text mode and bytes in binary mode", "[py-207]") {
    const std::string bytes = "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80x";
    Popen as_text = talker(bytes, with_text());
    CHECK(as_text.stdout_.read(2) == "\xc3\xa4\xe2\x82\xac");
    CHECK(as_text.stdout_.read(1) == "\xf0\x9f\x98\x80");
    CHECK(as_text.stdout_.read(9) == "x");
    CHECK(talker(bytes).stdout_.read(3) == "\xc3\xa4\xe2");
}

TEST_CASE_METHOD(Census, "a character split across two reads arrives complete", "[py-207]") {
    Popen process(child("bytes", 1, in_hex("\xe2\x82"), "until", 0, "bytes", 1, in_hex("\xac")), stdin_ = PIPE,
                  stdout_ = PIPE, text = true);
    process.stdin_.close();
    CHECK(process.stdout_.read(1) == "\xe2\x82\xac");
}

TEST_CASE_METHOD(Census, "reading invalid bytes throws UnicodeDecodeError", "[py-207]") {
    CHECK_THROWS_AS(talker("\xff\n", with_text()).stdout_.readline(), UnicodeDecodeError);
    CHECK_THROWS_AS(talker("\xe2\x82", with_text()).stdout_.read(), UnicodeDecodeError);
}

TEST_CASE_METHOD(Census, "writing invalid text throws UnicodeEncodeError", "[py-206]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, text = true);
    CHECK_THROWS_AS(process.stdin_.write("\xff"), UnicodeEncodeError);
    CHECK(process.communicate().stdout_ == "");
}

TEST_CASE_METHOD(Census, "complete lines left by communicate are read without waiting", "[py-167]") {
    Gate gate;
    Popen process(child("to", 1, "one\ntwo\n", "to", 2, "x", "until", gate.native_handle()), stdout_ = PIPE,
                  stderr_ = PIPE, text = true, passing({gate.native_handle()}));
    CHECK(process.stderr_.read(1) == "x"); // by then the child has written its lines to stdout
    CHECK_THROWS_AS(process.communicate(timeout = 0), TimeoutExpired);
    CHECK(process.stdout_.readline() == "one\n");
    CHECK(process.stdout_.readline() == "two\n");
    gate.open();
    CHECK(process.communicate().stdout_ == "");
}
