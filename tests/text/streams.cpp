// Text mode: the streams of a Popen, and communicate().
#include "talk.hpp"

#include "os/converter.hpp"

#include <utility>

using namespace tests;
using namespace subprocess;
using namespace std::string_literals;

// Encodings -----------------------------------------------------------------------------------------------------------

namespace {

void send_lines_and_get_them_back(const char* codec, int size) {
    Popen process = cat(codec, size);
    for (const std::string& line : {euro + "\n", "second " + euro + "\n"}) {
        process.stdin_.write(line);
        process.stdin_.flush();
        CHECK(process.stdout_.readline() == line);
    }
    process.stdin_.write("end");
    process.stdin_.close();
    CHECK(process.stdout_.read() == "end");
}

} // namespace

TEST_CASE_METHOD(Census, "lines make a round trip through a child in any encoding", "[py-206][py-208][py-209]") {
    const auto codec = GENERATE("utf-8", "utf-8-sig", "utf-16", "utf-32-be", "cp1252");
    send_lines_and_get_them_back(codec, GENERATE(-1, 0, 1, 3));
}

TEST_CASE_METHOD(Census, "lines make a round trip through a child in a system encoding",
                 "[py-206][py-208][py-209][system-text]") {
    send_lines_and_get_them_back("gbk", GENERATE(-1, 0, 1, 3));
}

TEST_CASE_METHOD(Census, "run decodes both streams and encodes the input", "[py-164][py-186]") {
    const CompletedProcess process =
        run(child("bytes", 2, in_hex("\x80"), "cat"), input = euro + "\n", capture_output = true, encoding = "cp1252");
    CHECK(process.stdout_ == euro + "\n");
    CHECK(process.stderr_ == euro);
    CHECK(run(child("cat"), input = euro, stdout_ = PIPE, encoding = "utf-16").stdout_ == euro);
    CHECK(check_output(child("bytes", 1, in_hex("\x82")), encoding = "cp437") == accented);
    CHECK(getoutput(in_shell("bytes", 1, in_hex("\x82\r\n")), encoding = "cp437") == accented);
}

TEST_CASE_METHOD(Census, "check_output without input sends an empty text", "") {
    CHECK(check_output(child("cat"), input = None, encoding = "utf-8") == "");
    CHECK(check_output(child("cat"), input = None) == "");
}

TEST_CASE_METHOD(Census, "the child reads its input in the encoding", "[py-208]") {
    const auto path = folder() / "out";
    run(child("cat"), input = "a" + euro + "\n", stdout_ = open(path, "w"), encoding = "utf-16-le");
    std::string expected = "a\0\xAC\x20"s;
    for (const char c : detail::os::line_end())
        expected.append(1, c).append(1, '\0');
    CHECK(content_of(path) == expected);
    {
        Popen process(child("cat"), stdin_ = PIPE, stdout_ = open(path, "w"), encoding = "utf-16-le");
        process.stdin_.write("b" + euro);
    }
    CHECK(content_of(path) == "b\0\xAC\x20"s);
}

TEST_CASE_METHOD(Census, "each error handler replaces undecodable bytes in its own way", "[py-210]") {
    const auto [handler, expected] = GENERATE(Catch::Generators::table<std::string, std::string>({
        {"ignore", "ab"},
        {"replace", "a\xEF\xBF\xBD"
                    "b"},
        {"backslashreplace", "a\\xffb"},
        {"surrogateescape", "a\xED\xB3\xBF"
                            "b"},
    }));
    CHECK(run(child("bytes", 1, "61ff62"), stdout_ = PIPE, errors = handler).stdout_ == expected);
}

TEST_CASE_METHOD(Census, "bytes survive a round trip with surrogateescape", "[py-210]") {
    const std::string bytes = "\x80\xFE\xFF" + euro + "\xE2\x82";
    const Output text_of_it = run(child("bytes", 1, in_hex(bytes)), stdout_ = PIPE, errors = "surrogateescape").stdout_;
    const auto path = folder() / "out";
    run(child("cat"), input = text_of_it, stdout_ = open(path, "w"), errors = "surrogateescape");
    CHECK(content_of(path) == bytes);
}

TEST_CASE_METHOD(Census, "an invalid encoding is reported before the child is started", "[py-22]") {
    CHECK_THROWS_AS(run({"/nonexistent"}, encoding = "no such"), LookupError);
    CHECK_THROWS_AS(run({"/nonexistent"}, encoding = "", text = true), LookupError);
    CHECK_THROWS_AS(run({"/nonexistent"}, encoding = "utf-8\0"s), ValueError);
    CHECK(run(child("to", 1, "x"), stdout_ = PIPE, errors = "no such").stdout_ == "x");
    CHECK_THROWS_AS(run(child("bytes", 1, "ff"), stdout_ = PIPE, errors = "no such"), LookupError);
}

// Errors --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "communicate throws a decoding error after the child has ended", "[py-165]") {
    Popen process(child("bytes", 1, in_hex("ab\xFF"), "exit", 3), stdout_ = PIPE, stderr_ = PIPE, text = true);
    const auto error = thrown<UnicodeDecodeError>([&] { process.communicate(); });
    CHECK(error.start == 2);
    CHECK(process.returncode == 3);
}

TEST_CASE_METHOD(Census, "lines before an error are read, and then every read throws it", "[py-165][py-207]") {
    Popen process = talker("one\ntwo\xFF\nthree\n", "utf-8");
    CHECK(process.stdout_.readline() == "one\n");
    for (int i = 0; i < 2; ++i)
        CHECK(thrown<UnicodeDecodeError>([&] { process.stdout_.readline(); }).start == 7);
    CHECK(process.stdout_.read(3) == "two");
    CHECK_THROWS_AS(process.stdout_.read(), UnicodeDecodeError);
    CHECK_THROWS_AS(process.communicate(), UnicodeDecodeError);
}

TEST_CASE_METHOD(Census, "input that cannot be encoded leaves no child", "[py-178]") {
    CHECK_THROWS_AS(run(child("cat"), input = euro, encoding = "latin-1"), UnicodeEncodeError);
    Popen process = cat("latin-1");
    CHECK_THROWS_AS(process.communicate(euro), UnicodeEncodeError);
    CHECK(process.communicate(accented).stdout_ == accented);
}

TEST_CASE_METHOD(Census, "a write that cannot be encoded sends nothing, and the next one works", "[py-206]") {
    Popen process = cat("utf-16");
    CHECK_THROWS_AS(process.stdin_.write("lost \xED\xA0\x80"), UnicodeEncodeError);
    process.stdin_.write("kept");
    CHECK(process.communicate().stdout_ == "kept");
}

TEST_CASE_METHOD(Census, "TimeoutExpired carries bytes in text mode, too", "[py-164]") {
    Gate gate;
    Popen process(child("bytes", 1, in_hex("\xE9\r\n\xE9"), "until", 0), stdin_ = gate, stdout_ = PIPE,
                  encoding = "latin-1");
    Output late;
    do // until the child has written
        late = thrown<TimeoutExpired>([&] { process.communicate(None, moment); }).stdout_;
    while (late == "");
    CHECK(late == "\xE9\r\n\xE9");
    CHECK_FALSE(late.is_text());
    gate.open();
    CHECK(process.communicate().stdout_ == accented + "\n" + accented);
}

// Streams and communicate ---------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "communicate continues in the middle of a character after a read", "[py-167]") {
    Popen process(
        child("to", 1, "a\nb\r", "read", 0, 1, "bytes", 1, in_hex("\n\xE2\x82"), "until", 0, "bytes", 1, "ac"),
        stdin_ = PIPE, stdout_ = PIPE, text = true);
    CHECK(process.stdout_.readline() == "a\n");
    CHECK(process.stdout_.read(1) == "b");
    CHECK(process.communicate("xy").stdout_ == "\n" + euro);
}

TEST_CASE_METHOD(Census, "communicate sends buffered writes first, and only one byte order mark", "[py-149]") {
    Popen process = cat("utf-16");
    process.stdin_.write("first ");
    CHECK(process.communicate("second").stdout_ == "first second");
}

TEST_CASE_METHOD(Census, "write counts characters in text mode", "[py-206]") {
    Popen process = cat("utf-8");
    CHECK(process.stdin_.write("a" + euro) == 2);
    CHECK(process.communicate().stdout_ == "a" + euro);
}

TEST_CASE_METHOD(Census, "read counts characters in text mode, also beyond the end", "[py-207]") {
    Popen process = talker("\x80\x80x\r\n", "cp1252");
    CHECK(process.stdout_.read(2) == euro + euro);
    CHECK(process.stdout_.read(1000000) == "x\n");
    CHECK(process.stdout_.read(1) == "");
}

TEST_CASE_METHOD(Census, "read1 returns what is available", "") {
    Popen process(child("bytes", 1, in_hex("ab\xE2"), "until", 0, "bytes", 1, "82ac"), stdin_ = PIPE, stdout_ = PIPE,
                  text = true);
    CHECK(process.stdout_.read1() == "ab");
    process.stdin_.close();
    CHECK(process.stdout_.read1() == euro);
    CHECK(process.stdout_.read1() == "");
}

TEST_CASE_METHOD(Census, "a line can have 100 MB, and NUL is not special", "") {
    Popen process(child("repeat", 1, 10000000, "0123456789", "to", 1, "\nend"), stdout_ = PIPE, text = true);
    CHECK(process.stdout_.readline().size() == 100000001);
    CHECK(process.stdout_.read() == "end");

    Popen other = cat("utf-8");
    CHECK(other.communicate("a\0b\n"s).stdout_ == "a\0b\n"s);
}

TEST_CASE_METHOD(Census, "a moved-from stream is closed", "[py-212]") {
    Popen process = cat("utf-16");
    process.stdin_.write("one\ntwo\n");
    Writer writer = std::move(process.stdin_);
    writer.close();
    CHECK(process.stdout_.readline() == "one\n");
    Reader reader = std::move(process.stdout_);
    CHECK(reader.readline() == "two\n");
    CHECK(process.stdin_.closed());
    CHECK(process.stdout_.closed());
    CHECK_THROWS_AS(process.stdin_.write("x"), ValueError);
    CHECK_THROWS_AS(process.stdout_.readline(), ValueError);
    CHECK(process.communicate().stdout_ == "");
    process.stdout_ = std::move(reader);
    CHECK(process.stdout_.read() == "");
}

TEST_CASE_METHOD(Census, "closing a stream discards data that was read ahead", "[py-168][py-211]") {
    Popen process = talker("one\ntwo\n\xE2\x82", "utf-8");
    CHECK(process.stdout_.readline() == "one\n");
    process.stdout_.close();
    CHECK(process.stdout_.closed());
    CHECK(process.communicate().stdout_ == "");
}

TEST_CASE_METHOD(Census, "a detached stream returns no line, even if one was read ahead", "[py-212]") {
    Popen process = talker("one\ntwo\n", "utf-8");
    CHECK(process.stdout_.readline() == "one\n");
    const Handle detached(process.stdout_.detach());
    CHECK(process.stdout_.closed());
    CHECK_THROWS_AS(process.stdout_.readline(), ValueError);
    std::string line = "kept";
    CHECK_THROWS_AS(process.stdout_.readline(line), ValueError);
    CHECK(line == "kept");
    CHECK_THROWS_AS(process.stdout_.begin(), ValueError);
}

TEST_CASE_METHOD(Census, "text that could not be flushed is an error, and the stream is closed", "[py-193][py-211]") {
    Popen process(child("exit", 0), stdin_ = PIPE, text = true);
    process.stdin_.write("x");
    process.wait();
    CHECK_THROWS_AS(process.stdin_.close(), BrokenPipeError);
    CHECK(process.stdin_.closed());
}
