// communicate: everything arrives, in any size and without a deadlock.
#include "support/helpers.hpp"

#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

constexpr int megabyte = 1 << 20;

/// Bytes with every value, which do not repeat at buffer boundaries.
std::string noise(std::size_t size) {
    std::string bytes(size, '\0');
    unsigned state = 1;
    for (char& byte : bytes)
        byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

} // namespace

TEST_CASE_METHOD(Census, "communicate returns None for streams that are not pipes", "[py-145]") {
    Popen none(child("exit", 0));
    const auto [out, err] = none.communicate();
    CHECK(out == None);
    CHECK(err == None);
    CHECK(none.returncode == 0);
}

TEST_CASE_METHOD(Census, "communicate returns an empty string for a pipe without output", "[py-145]") {
    Popen silent(child("exit", 0), stdout_ = PIPE, stderr_ = PIPE);
    const Outputs outputs = silent.communicate();
    CHECK(outputs.stdout_ == "");
    CHECK(outputs.stderr_ == "");
}

TEST_CASE_METHOD(Census, "communicate sends input and reads both outputs at the same time", "[py-146]") {
    Popen process(child("to", 2, "pineapple", "cat"), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE);
    const auto [out, err] = process.communicate("banana");
    CHECK(out == "banana");
    CHECK(err == "pineapple");
    CHECK(process.returncode == 0);
}

TEST_CASE_METHOD(Census, "communicate closes every combination of pipes", "[py-147][py-211]") {
    const bool in = GENERATE(false, true);
    const bool out = GENERATE(false, true);
    const bool err = GENERATE(false, true);
    Options streams;
    if (in)
        streams.stdin_ = PIPE;
    if (out)
        streams.stdout_ = PIPE;
    if (err)
        streams.stderr_ = PIPE;
    Popen process(child("exit", 0), streams);
    const auto before = open_fds();
    process.communicate();
    CHECK(process.stdin_.closed());
    CHECK(process.stdout_.closed());
    CHECK(process.stderr_.closed());
    CHECK(open_fds().size() + in + out + err <= before.size());
}

TEST_CASE_METHOD(Census, "ten megabytes go through a child and back", "[lesson-30][py-146]") {
    const std::string bytes = noise(10 * megabyte);
    const CompletedProcess done = run(child("cat"), input = bytes, stdout_ = PIPE);
    CHECK(done.stdout_->size() == bytes.size());
    CHECK((done.stdout_ == bytes));
}

TEST_CASE_METHOD(Census, "three streams are served at once without any threads", "[py-146][py-154]") {
    const std::string bytes = noise(megabyte);
    Gate gate;
    Pipe report, finish;
    // When the child reports, it has read some of its input, and we have read more output than the pipes hold.
    Popen process(child("repeat", 1, megabyte, "o", "repeat", 2, megabyte, "e", "read", 0, 1, "to", report.writer.get(),
                        "half", "until", gate.native_handle(), "cat"),
                  passing({report.writer.get(), gate.native_handle()}), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE);
    int meanwhile = 0;
    std::thread observer([&] {
        report.read();
        meanwhile = threads();
        gate.open();
        finish.read_all();
    });
    const int before = threads();
    const Outputs outputs = process.communicate(bytes);
    const int afterwards = threads();
    finish.writer.close();
    observer.join();
    CHECK((outputs.stdout_ == std::string(megabyte, 'o') + bytes.substr(1)));
    CHECK((outputs.stderr_ == std::string(megabyte, 'e')));
    CHECK(before >= 2);
    CHECK(meanwhile == before);
    CHECK(afterwards == before);
}

TEST_CASE_METHOD(Census, "200 000 lines on both outputs arrive complete", "[lesson-31]") {
    const int count = often(200000);
    std::string expected;
    for (int i = 0; i < count; ++i)
        expected += std::to_string(i) + '\n';
    const CompletedProcess done = run(child("lines", count), capture_output = true);
    CHECK((done.stdout_ == expected));
    CHECK((done.stderr_ == expected));
}

TEST_CASE_METHOD(Census, "a child that fills only stderr does not block", "[lesson-32]") {
    const CompletedProcess done = run(child("repeat", 2, 100000, "e", "to", 1, "done"), capture_output = true);
    CHECK(done.stderr_->size() == 100000);
    CHECK(done.stdout_ == "done");
    CHECK(run(child("repeat", 2, 100000, "e"), stderr_ = PIPE).stderr_->size() == 100000);
}

TEST_CASE_METHOD(Census, "a child that ignores its input is not an error", "[lesson-33][py-151]") {
    const std::string ignored(megabyte, 'x');
    CHECK(run(child("exit", 0), input = ignored).returncode == 0);
    const CompletedProcess done =
        run(child("close", 0, "to", 1, "out", "to", 2, "err"), input = ignored, capture_output = true);
    CHECK(done.stdout_ == "out");
    CHECK(done.stderr_ == "err");
}

TEST_CASE_METHOD(Census, "communicate returns the output of a dead child", "[lesson-34][py-151]") {
    Popen process(child("to", 1, "last words", "exit", 3), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(process.wait() == 3);
    CHECK(process.communicate("too late").stdout_ == "last words");
    CHECK(process.returncode == 3);
}

TEST_CASE_METHOD(Census, "without input the child's stdin is at end of file", "[lesson-35][py-148]") {
    CHECK(run(child("cat"), input = "", stdout_ = PIPE).stdout_ == "");
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    CHECK(process.communicate(None).stdout_ == "");
}

TEST_CASE_METHOD(Census, "output can be read after wait", "[lesson-36]") {
    Popen process(child("to", 1, "kept"), stdout_ = PIPE);
    CHECK(process.wait() == 0);
    CHECK(process.communicate().stdout_ == "kept");
}

TEST_CASE_METHOD(Census, "long lines and NUL bytes arrive unchanged", "[lesson-37]") {
    using namespace std::string_literals;
    const std::string bytes = std::string(3 * megabyte, 'x') + "\0\r\n\0\n"s + noise(1000);
    CHECK((run(child("cat"), input = bytes, stdout_ = PIPE).stdout_ == bytes));
}

TEST_CASE_METHOD(Census, "communicate first sends what was written before", "[py-149]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    process.stdin_.write("first ");
    CHECK(process.communicate("second").stdout_ == "first second");
}

TEST_CASE_METHOD(Census, "communicate keeps data that the Reader had buffered", "[py-167]") {
    Popen process(child("to", 1, "one\ntwo\nthree\n"), stdout_ = PIPE, stderr_ = PIPE);
    CHECK(process.stdout_.readline() == "one\n");
    CHECK(process.communicate().stdout_ == "two\nthree\n");
}

TEST_CASE_METHOD(Census, "output read by a communicate that timed out is available to the next reader", "[py-167]") {
    const bool is_text = GENERATE(false, true);
    Gate first, second;
    Popen process(child("to", 1, "one ", "until", first.native_handle(), "to", 1, "line\r\ntwo ", "until",
                        second.native_handle(), "to", 1, "end"),
                  stdout_ = PIPE, stderr_ = PIPE, text = is_text,
                  passing({first.native_handle(), second.native_handle()}));
    CHECK_THROWS_AS(process.communicate(timeout = moment), TimeoutExpired);
    first.open();
    CHECK(process.stdout_.readline() == (is_text ? "one line\n" : "one line\r\n"));
    CHECK_THROWS_AS(process.communicate(timeout = moment), TimeoutExpired);
    second.open();
    CHECK(process.communicate().stdout_ == "two end");
}

TEST_CASE_METHOD(Census, "input is ignored if stdin is not a pipe", "[py-150]") {
    Popen process(child("cat"), stdin_ = DEVNULL, stdout_ = PIPE);
    CHECK(process.communicate("ignored").stdout_ == "");
}

TEST_CASE_METHOD(Census, "communicate ignores streams that are already closed", "[py-168][py-169]") {
    Popen process(child("to", 1, "out", "to", 2, "err"), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE,
                  preexec_fn = None);
    process.stdin_.close();
    process.stderr_.close();
    const Outputs outputs = process.communicate();
    CHECK(outputs.stderr_ == "");
    process.wait();
}

TEST_CASE_METHOD(Census, "a second communicate returns no more output", "[py-166]") {
    Popen process(child("to", 1, "all"), stdout_ = PIPE);
    CHECK(process.communicate().stdout_ == "all");
    CHECK(process.communicate().stdout_ == "");
    CHECK(process.returncode == 0);
}

TEST_CASE_METHOD(Census, "the keywords of communicate may come in any order", "[py-145]") {
    const auto echo = [] { return Popen(child("cat"), stdin_ = PIPE, stdout_ = PIPE); };
    CHECK(echo().communicate("x", 60).stdout_ == "x");
    CHECK(echo().communicate("x", timeout = 1min).stdout_ == "x");
    CHECK(echo().communicate(input = "x").stdout_ == "x");
    CHECK(echo().communicate(timeout = 60, input = "x").stdout_ == "x");
}

// Text ----------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "text mode turns every line end into a newline", "[py-164][py-201]") {
    const auto command = child("to", 1, "a\r\nb\rc\n", "to", 2, "\r");
    const CompletedProcess done = run(command, capture_output = true, text = true);
    CHECK(done.stdout_ == "a\nb\nc\n");
    CHECK(done.stderr_ == "\n");
    CHECK(check_output(command, universal_newlines = true, stderr_ = DEVNULL) == "a\nb\nc\n");
    CHECK(check_output(command, encoding = "utf-8", stderr_ = DEVNULL) == "a\nb\nc\n");
    CHECK(check_output(command, errors = "strict", stderr_ = DEVNULL) == "a\nb\nc\n");
    CHECK(check_output(command, text = false, stderr_ = DEVNULL) == "a\r\nb\rc\n");
}

TEST_CASE_METHOD(Census, "in text input a carriage return is not translated", "[py-208]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, text = true);
    process.stdin_.write("a\n");
    CHECK(process.communicate("b\r\xe2\x82\xac").stdout_ == "a\nb\n\xe2\x82\xac");
}

TEST_CASE_METHOD(Census, "invalid bytes throw UnicodeDecodeError", "[py-165]") {
    const auto error = thrown<UnicodeDecodeError>(
        [] { run(child("bytes", 1, in_hex("ab\xff"), "to", 2, "x"), capture_output = true, text = true); });
    CHECK(error.encoding == "utf-8");
    CHECK(error.start == 2);
    CHECK(error.end == 3);
    CHECK(error.what() == std::string("'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"));
}

TEST_CASE_METHOD(Census, "invalid input throws UnicodeEncodeError", "[py-164]") {
    CHECK_THROWS_AS(run(child("cat"), input = "\xff", stdout_ = PIPE, text = true), UnicodeEncodeError);
}
