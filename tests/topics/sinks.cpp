// Sinks: what a stream of the child goes to beside files and pipes.
#include "support/helpers.hpp"

#include "os/streams.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <sstream>
#include <thread>

using namespace subprocess;
using namespace tests;

namespace {

using Lines = std::vector<std::string>;

auto into(Lines& lines) {
    return each_line([&lines](std::string_view line) { lines.emplace_back(line); });
}

/// The lines of a child that writes these bytes.
template <class... K> Lines lines_of(std::string_view bytes, K&&... keywords) {
    Lines lines;
    run(child("bytes", 1, in_hex(bytes)), stdout_ = into(lines), check = true, std::forward<K>(keywords)...);
    return lines;
}

struct Stopped {};

/// A new file's name; the file is removed at the end.
class NewFile {
public:
    NewFile() { std::filesystem::remove(m_path); }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile() { std::filesystem::remove(m_path); }

    const std::filesystem::path& path() const { return m_path; }
    std::string content() const { return content_of(m_path); }

private:
    std::filesystem::path m_path = std::filesystem::temp_directory_path() / "sink";
};

} // namespace

// Lines and chunks ----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "each_line calls with each line, and with the last one even if it has no end") {
    CHECK(lines_of("one\n\ntwo\nthree") == Lines{"one", "", "two", "three"});
    CHECK(lines_of("one\n") == Lines{"one"});
    CHECK(lines_of("\n") == Lines{""});
    CHECK(lines_of("").empty());
    CHECK(lines_of("a\r\nb\rc\n") == Lines{"a\r", "b\rc"}); // bytes: only \n ends a line
}

TEST_CASE_METHOD(Census, "in text mode a return ends a line, too, and lines are decoded") {
    CHECK(lines_of("10%\r20%\r\n\r\rend\n\n", text = true) == Lines{"10%", "20%", "", "", "end", ""});
    CHECK(lines_of("caf\xe9\r", encoding = "latin-1") == Lines{"caf\xc3\xa9"});
    CHECK(lines_of(std::string("a\0\r\0\n\0b\0", 8), encoding = "utf-16-le") == Lines{"a", "b"});
}

TEST_CASE_METHOD(Census, "a line that ends with a return is passed at once, and a line feed after it is no line") {
    Pipe go;
    Lines lines;
    run(child("to", 1, "10%\r", "read", 0, 1, "to", 1, "\n20%\r", "read", 0, 1, "to", 1, "30%"), text = true,
        stdin_ = go.reader, stdout_ = each_line([&](std::string_view line) { // the child waits for it
                                lines.emplace_back(line);
                                detail::os::write_some(go.writer.get(), "x");
                            }));
    CHECK(lines == Lines{"10%", "20%", "30%"});
}

TEST_CASE_METHOD(Census, "a line of more than 1 MiB comes in pieces, which are whole characters in text mode") {
    constexpr std::size_t size = 3 << 20;
    const bool as_text = GENERATE(false, true);
    std::string all;
    std::size_t pieces = 0, longest = 0;
    run(child("to", 1, "x", "repeat", 1, size / 2, "\xc3\xa9", "to", 1, "\nend"), text = as_text,
        stdout_ = each_line([&](std::string_view piece) {
            all += piece;
            longest = std::max(longest, piece.size());
            ++pieces;
            if (as_text)
                CHECK((piece.front() != '\xa9' && piece.back() != '\xc3'));
        }));
    CHECK(all.size() == 1 + size + 3);
    CHECK(pieces >= 4);
    CHECK(longest < (1 << 20) + 200000);
}

TEST_CASE_METHOD(Census, "each_chunk calls with the bytes as they come, in text mode, too") {
    std::string all;
    run(child("repeat", 1, 100000, "ab\r\n"), text = true, stdout_ = each_chunk([&](std::string_view bytes) {
                                                               CHECK_FALSE(bytes.empty());
                                                               all += bytes;
                                                           }));
    CHECK(all.size() == 400000);
    CHECK(all.compare(0, 8, "ab\r\nab\r\n") == 0);
}

TEST_CASE_METHOD(Census, "stdout and stderr go to two sinks, or together to one") {
    Lines out, err, both;
    const CompletedProcess done = run(child("lines", 3), stdout_ = into(out), stderr_ = into(err));
    CHECK(out == Lines{"0", "1", "2"});
    CHECK(err == out);
    CHECK(done.stdout_ == None);
    CHECK(done.stderr_ == None);
    run(child("lines", 2), stdout_ = into(both), stderr_ = STDOUT);
    CHECK(both == Lines{"0", "0", "1", "1"});
}

TEST_CASE_METHOD(Census, "a sink owns its callable, unless it is given by std::ref") {
    auto owned = std::make_unique<int>(0);
    int* const count = owned.get();
    Popen process(child("to", 1, "a\nb\n"), stdout_ = each_line([n = std::move(owned)](std::string_view) { ++*n; }));
    process.wait();
    CHECK(*count == 2);

    struct Counter {
        void operator()(std::string_view) { ++calls; }
        int calls = 0;
    } counter;
    run(child("to", 1, "a\nb\n"), stdout_ = each_line(counter));
    CHECK(counter.calls == 0);
    run(child("to", 1, "a\nb\n"), stdout_ = each_line(std::ref(counter)));
    CHECK(counter.calls == 2);
}

TEST_CASE_METHOD(Census, "copies of an Options go to the same sink, each stream with lines of its own") {
    Lines lines;
    Options options;
    {
        Options first;
        first.stdout_ = into(lines);
        options = first;
    }
    const Options copy = options;
    run(child("to", 1, "one\ntwo"), options);
    run(child("to", 1, "three\n"), copy);
    call(child("to", 1, "four"), options);
    CHECK(lines == Lines{"one", "two", "three", "four"});
}

TEST_CASE_METHOD(Census, "call, check_call and check_output serve sinks, too") {
    Lines lines;
    CHECK(call(child("to", 1, "one\n", "exit", 3), stdout_ = into(lines)) == 3);
    CHECK(check_call(child("to", 2, "two"), stderr_ = into(lines)) == 0);
    CHECK(check_output(child("to", 1, "out", "to", 2, "three"), stderr_ = into(lines)) == "out");
    CHECK(lines == Lines{"one", "two", "three"});
}

// Enough --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "false means enough: the stream is closed, and the child's end by SIGPIPE is no failure") {
    std::string first;
    const auto enough = [&](std::string_view line) {
        first = line;
        return false;
    };
    const bool by_popen = GENERATE(false, true);
    if (by_popen) {
        Popen process(child("repeat", 1, 100000, "line\n", "flood", 1), stdout_ = each_line(enough));
        CHECK(process.wait() != 0);
    } else
        run(child("repeat", 1, 100000, "line\n", "flood", 1), stdout_ = each_line(enough));
    CHECK(first == "line");
}

// Errors --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "what a sink throws leaves run, which ends the child first") {
    LifeLine line;
    const auto options = passing({line.native_handle()});
    const auto failing = [&] {
        run(child("to", 1, "a\n", "until", 0), stdin_ = Gate(), options,
            stdout_ = each_line([](std::string_view) { throw Stopped(); }));
    };
    CHECK_THROWS_AS(failing(), Stopped);
    line.given();
    line.await_end();
}

TEST_CASE_METHOD(Census, "even a BlockingIOError of a sink comes out") {
    const double limit = GENERATE(0.0, 1000.0);
    const auto failing = [&] {
        run(child("to", 1, "a\n"), timeout = limit == 0 ? std::nullopt : std::optional<double>(limit),
            stdout_ = each_line(
                [](std::string_view) { throw BlockingIOError(std::error_code(11, std::generic_category())); }));
    };
    CHECK_THROWS_AS(failing(), BlockingIOError);
}

TEST_CASE_METHOD(Census, "after an exception of a sink communicate goes on, and no other stream has lost a byte") {
    int calls = 0;
    Popen process(
        child("repeat", 1, 20000, "out", "to", 2, "a\n", "repeat", 2, 100000, "b\n", "repeat", 1, 20000, "out"),
        stdout_ = PIPE, stderr_ = each_line([&](std::string_view) {
                            ++calls;
                            throw Stopped();
                        }));
    CHECK_THROWS_AS(process.communicate(), Stopped);
    const Outputs rest = process.communicate();
    CHECK(rest.stdout_.size() == 120000);
    CHECK(rest.stderr_ == None);
    CHECK(calls == 1);
    CHECK(process.returncode == 0);
}

TEST_CASE_METHOD(Census, "bytes that cannot be decoded throw after the lines before them") {
    Lines lines;
    const auto failing = [&] {
        run(child("bytes", 1, in_hex("one\ntwo\n\xff\nthree\n")), stdout_ = into(lines), text = true);
    };
    CHECK_THROWS_AS(failing(), UnicodeDecodeError);
    CHECK(lines == Lines{"one", "two"});
}

// Inside a callback ---------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a sink may start other children") {
    Lines lines;
    run(child("lines", 3), stderr_ = DEVNULL, stdout_ = each_line([&](std::string_view line) {
                                                  lines.push_back(output_of("to", 1, "got ", "to", 1, line));
                                              }));
    CHECK(lines == Lines{"got 0", "got 1", "got 2"});
}

TEST_CASE_METHOD(Census, "a sink may poll and end its own child, but not wait for it or use its streams") {
    Popen* self = nullptr;
    bool is_checked = false;
    Pipe gate;
    Popen process(child("to", 2, "line\n", "until", 0), stdin_ = gate.reader, stdout_ = PIPE,
                  stderr_ = each_line([&](std::string_view) {
                      CHECK(self->poll() == None);
                      CHECK_THROWS_AS(self->wait(), ValueError);
                      CHECK_THROWS_AS(self->communicate(), ValueError);
                      CHECK_THROWS_AS(self->stop(), ValueError);
                      CHECK_THROWS_AS(self->stdout_.read(), ValueError);
                      is_checked = true;
                      self->kill();
                  }));
    self = &process;
    process.communicate();
    CHECK(is_checked);
    CHECK(process.returncode == killed);
}

TEST_CASE_METHOD(Census, "while one thread is in wait and serves a sink, another one writes to the child") {
    std::promise<void> is_in_sink, has_written;
    Popen process(child("to", 1, "line\n", "until", 0), stdin_ = PIPE, stdout_ = each_line([&](std::string_view) {
                                                                           is_in_sink.set_value();
                                                                           has_written.get_future().wait();
                                                                       }));
    std::thread other([&] { CHECK(process.wait(timeout = 10s) == 0); });
    is_in_sink.get_future().wait();
    CHECK_NOTHROW(process.stdin_.write("for the child"));
    CHECK_NOTHROW(process.stdin_.close());
    has_written.set_value();
    other.join();
}

TEST_CASE_METHOD(Census, "one of two threads that wait serves the sinks, and both see the end") {
    Pipe gate;
    Lines lines;
    Popen process(child("to", 1, "line\n", "until", 0), stdin_ = gate.reader, stdout_ = into(lines));
    std::thread other([&] { CHECK(process.wait() == 0); });
    gate.writer.close();
    CHECK(process.wait() == 0);
    other.join();
    process.communicate(); // if the thread that came second waited for the exit only
    CHECK(lines == Lines{"line"});
}

// Serving a Popen -----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a stream with a sink is None, and wait serves it beyond what the pipe holds") {
    std::size_t size = 0;
    const auto count = each_chunk([&](std::string_view bytes) { size += bytes.size(); });
    Popen process(child("repeat", 1, 300000, "z"), stdout_ = count);
    CHECK(process.stdout_ == None);
    CHECK(process.wait() == 0);
    CHECK(size == 300000);
    CHECK(process.communicate().stdout_ == None);
}

TEST_CASE_METHOD(Census, "a destructor, detach and poll call no sink") {
    int calls = 0;
    const auto counted = each_line([&](std::string_view) { ++calls; });
    {
        Popen process(child("to", 1, "line\n"), stdout_ = counted);
        await_end(process);
        CHECK(process.poll() == 0);
    }
    { Popen process(child("to", 1, "line\n"), stdout_ = counted); }
    Popen process(child("to", 1, "line\n"), stdout_ = counted);
    await_end(process);
    process.detach();
    CHECK(calls == 0);
}

TEST_CASE_METHOD(Census, "after a timeout the next wait goes on in the middle of a line") {
    Lines lines;
    Popen process(child("to", 1, "one\ntw", "until", 0, "to", 1, "o\n"), stdin_ = PIPE, stdout_ = into(lines));
    while (lines.empty())
        CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    process.stdin_.close();
    CHECK(process.wait(1h) == 0);
    CHECK(lines == Lines{"one", "two"});
}

// Limits --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "at a timeout of run the sink gets what was said, also the beginning of a line") {
    Lines lines;
    double limit = time_to_start();
    while (lines.empty()) {
        const auto late = [&] {
            run(child("to", 1, "one\ntw", "until", 0), stdin_ = Gate(), stdout_ = into(lines), timeout = limit);
        };
        CHECK_THROWS_AS(late(), TimeoutExpired);
        limit *= 2;
    }
    CHECK(lines == Lines{"one", "tw"});
}

TEST_CASE_METHOD(Census, "a slow sink does not keep the timeout from ending the child") {
    int calls = 0;
    const auto late = [&] {
        run(child("flood", 1), timeout = moment, stdout_ = each_chunk([&](std::string_view) {
                                                     std::this_thread::sleep_for(moment);
                                                     ++calls;
                                                 }));
    };
    CHECK_THROWS_AS(late(), TimeoutExpired);
    CHECK(calls >= 0);
}

TEST_CASE_METHOD(Census, "sinks are served while a child is asked to end, and while a leftover is drained") {
    Lines lines;
    Options options;
    options.stdout_ = into(lines);
    Pipe gate;
    LifeLine line;
    const CompletedProcess done = run(
        child("fork", "until", gate.reader.get(), "parent", "close", line.native_handle(), "to", 1, "a\nb", "exit", 3),
        options, drain = 0, passing({gate.reader.get(), line.native_handle()}));
    CHECK(done.leaked);
    CHECK(done.returncode == 3);
    CHECK(lines == Lines{"a", "b"});
    gate.writer.close();
    line.given();
    line.await_end();
}

TEST_CASE_METHOD(Census, "with tree a sink gets what the leftovers have said, too") {
    Lines lines;
    const CompletedProcess done =
        run(child("fork", "to", 1, "left\n", "close", 1, "until", 0, "parent", "to", 1, "said\n"), stdin_ = Gate(),
            stdout_ = into(lines), tree = true);
    CHECK(done.returncode == 0);
    CHECK(!lines.empty());
}

// Parts of the output -------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "first_bytes, last_bytes and last_lines capture a part, and say how much they dropped") {
    const auto command = child("to", 1, "one\ntwo\nthree\nfour");
    const Output first = run(command, stdout_ = first_bytes(5)).stdout_;
    CHECK(first == "one\nt");
    CHECK(first.dropped() == 13);
    const Output last = run(command, stdout_ = last_bytes(5)).stdout_;
    CHECK(last == "\nfour");
    CHECK(last.dropped() == 13);
    const Output lines = run(command, stdout_ = last_lines(2)).stdout_;
    CHECK(lines == "three\nfour");
    CHECK(lines.dropped() == 8);
    CHECK(run(command, stdout_ = last_lines(4)).stdout_ == "one\ntwo\nthree\nfour");
    CHECK(run(command, stdout_ = last_lines(9)).stdout_.dropped() == 0);
    CHECK(run(command, stdout_ = last_lines(0)).stdout_ == "");
    CHECK(run(command, stdout_ = first_bytes(0)).stdout_.dropped() == 18);
    CHECK(run(command, stdout_ = PIPE).stdout_.dropped() == 0);
    CHECK(run(child("to", 1, "a\nb\n"), stdout_ = last_lines(1)).stdout_ == "b\n");
    CHECK(run(child("to", 1, "\n\n"), stdout_ = last_lines(1)).stdout_ == "\n");
}

TEST_CASE_METHOD(Census, "of much output first and last parts are kept, by a Popen as well") {
    const auto command = child("repeat", 1, 300000, "12345\n");
    CHECK(run(command, stdout_ = last_lines(2)).stdout_ == "12345\n12345\n");
    CHECK(run(command, stdout_ = last_bytes(7)).stdout_.dropped() == 1800000 - 7);
    Popen process(command, stdout_ = first_bytes(100000));
    const Outputs outputs = process.communicate();
    CHECK(outputs.stdout_.size() == 100000);
    CHECK(outputs.stdout_.dropped() == 1700000);
    CHECK(process.communicate().stdout_ == "");
}

TEST_CASE_METHOD(Census, "in text mode a character that is cut is left out of a part") {
    const auto command = child("bytes", 1, in_hex("\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"));
    const std::string sign = "\xe2\x82\xac";
    const std::size_t size = GENERATE(3u, 4u, 5u);
    const Output first = run(command, stdout_ = first_bytes(size), text = true).stdout_;
    CHECK(first == sign);
    CHECK(first.is_text());
    CHECK(run(command, stdout_ = last_bytes(size), errors = "replace").stdout_ == sign);
    CHECK(run(command, stdout_ = first_bytes(9), text = true).stdout_ == sign + sign + sign);
    CHECK(run(child("to", 1, "a\r\nb"), stdout_ = first_bytes(2), text = true).stdout_ == "a\n");
}

TEST_CASE_METHOD(Census, "last_lines refuses an encoding in which a line end is more than a byte") {
    const auto lines_in = [](const char* name) {
        return run(child("to", 1, "a\nb\n"), stdout_ = last_lines(1), encoding = name).stdout_;
    };
    CHECK(lines_in("latin-1") == "b\n");
    CHECK(lines_in("utf-8-sig") == "b\n");
    CHECK_THROWS_WITH(lines_in("utf-16-le"), "last_lines cannot count lines in utf-16-le");
}

TEST_CASE_METHOD(Census, "what a part has captured is in the exceptions") {
    const auto failing = [] { run(child("to", 1, "abc", "exit", 3), stdout_ = last_bytes(2), check = true); };
    CHECK(thrown<CalledProcessError>(failing).stdout_ == "bc");
    double limit = time_to_start();
    Output partial;
    while (partial == None || partial.empty()) {
        const auto late = [&] {
            run(child("to", 1, "abc", "until", 0), stdin_ = Gate(), stdout_ = first_bytes(2), timeout = limit);
        };
        partial = thrown<TimeoutExpired>(late).stdout_;
        limit *= 2;
    }
    CHECK(partial == "ab");
    CHECK(partial.dropped() == 1);
}

// Streams -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "to writes to a std::ostream that is referred to, or moved in") {
    std::ostringstream out;
    run(child("to", 1, "one ", "to", 1, "two"), stdout_ = to(out));
    CHECK(out.str() == "one two");
    const NewFile file;
    run(child("to", 1, "text"), stdout_ = to(std::ofstream(file.path())));
    CHECK(file.content() == "text");
    std::ofstream kept(file.path());
    run(child("to", 1, "more"), stdout_ = to(kept));
    CHECK(file.content() == "more"); // flushed at the end
}

TEST_CASE_METHOD(Census, "to writes to a FILE, a File and a descriptor") {
    const NewFile written;
    FILE* const stream = std::fopen(written.path().string().c_str(), "wb");
    run(child("to", 1, "text"), stdout_ = to(stream));
    CHECK(written.content() == "text");
    std::fclose(stream);
    File file = open(written.path(), "w");
    run(child("to", 1, "one\n"), stdout_ = to(file));
    run(child("to", 1, "two\n"), stdout_ = to(file));
    CHECK_FALSE(file.closed());
    file.close();
    CHECK(written.content() == "one\ntwo\n");
    run(child("to", 1, "text"), stdout_ = to(open(written.path(), "w")));
    CHECK(written.content() == "text");
    Descriptor descriptor(written.path());
    run(child("to", 1, "TEXT"), stdout_ = to(descriptor.fileno()));
    CHECK(written.content() == "TEXT");
}

TEST_CASE_METHOD(Census, "a stream that has failed is an error, before the start or when it happens") {
    std::ofstream failed("no/such/folder");
    CHECK_THROWS_AS(to(failed), SubprocessError);
    struct FullBuffer : std::streambuf {
    } full;
    std::ostream out(&full);
    const auto failing = [&] { run(child("to", 1, "text"), stdout_ = to(out)); };
    CHECK_THROWS_AS(failing(), SubprocessError);
    std::FILE* const none = nullptr;
    CHECK_THROWS_AS(to(none), ValueError);
}

TEST_CASE_METHOD(Census, "to hands on to the stdin_ of another child, which gets all and is not closed") {
    constexpr std::size_t size = 300000; // more than pipes hold
    std::string all;
    Popen second(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    std::thread reader([&] { all = second.stdout_.read(); });
    second.stdin_.write("before ");
    const bool with_limit = GENERATE(false, true);
    run(child("repeat", 1, size, "z"), stdout_ = to(second.stdin_),
        timeout = with_limit ? std::optional<double>(1000) : std::nullopt, check = true);
    CHECK_FALSE(second.stdin_.closed());
    second.stdin_.write(" after");
    second.stdin_.close();
    reader.join();
    CHECK(second.wait() == 0);
    CHECK(all == "before " + std::string(size, 'z') + " after");
}

TEST_CASE_METHOD(Census, "a child that reads no more has enough, and the first one's end by SIGPIPE is no failure") {
    Popen second(child("read", 0, 1), stdin_ = PIPE);
    run(child("flood", 1), stdout_ = to(second.stdin_));
    CHECK(second.wait() == 0);
}

TEST_CASE_METHOD(Census, "a full pipe makes the child wait, and nothing is lost by a timeout") {
    Gate gate;
    Popen second(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE,
                 passing({gate.native_handle()}));
    Popen first(child("repeat", 1, 1000000, "z"), stdout_ = to(second.stdin_));
    CHECK_THROWS_AS(first.wait(moment), TimeoutExpired);
    CHECK(first.poll() == None);
    gate.open();
    std::string all;
    std::thread reader([&] { all = second.stdout_.read(); });
    CHECK(first.wait() == 0);
    second.stdin_.close();
    reader.join();
    CHECK(all == std::string(1000000, 'z'));
}

// Several at once -----------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "tee gives the stream to all of its targets") {
    const NewFile file;
    std::ostringstream out;
    Lines lines;
    const CompletedProcess done = run(child("repeat", 1, 50000, "line\n"), check = true,
                                      stdout_ = tee(PIPE, out, open(file.path(), "w"), into(lines)));
    CHECK(done.stdout_.size() == 250000);
    CHECK(out.str() == done.stdout_);
    CHECK(file.content() == done.stdout_);
    CHECK(lines.size() == 50000);
}

TEST_CASE_METHOD(Census, "tee drops a target that has enough, and closes the stream when all have") {
    Lines first, all;
    const auto one = each_line([&](std::string_view line) {
        first.emplace_back(line);
        return false;
    });
    run(child("to", 1, "a\nb\n"), stdout_ = tee(one, into(all)), check = true);
    CHECK(first == Lines{"a"});
    CHECK(all == Lines{"a", "b"});
    run(child("flood", 1), stdout_ = tee(each_chunk([](std::string_view) { return false; }), one));
}

TEST_CASE_METHOD(Census, "if a target of tee throws, the others have got the bytes, and go on") {
    Popen process(child("to", 1, "one\n", "until", 0, "to", 1, "two\n"), stdin_ = PIPE,
                  stdout_ = tee(each_line([](std::string_view) { throw Stopped(); }), PIPE));
    CHECK_THROWS_AS(process.wait(), Stopped);
    process.stdin_.close();
    CHECK(process.communicate().stdout_ == "one\ntwo\n");
}

TEST_CASE_METHOD(Census, "tee captures once") {
    CHECK_THROWS_AS(tee(PIPE, first_bytes(1)), ValueError);
    const CompletedProcess done = run(child("to", 1, "abc"), stdout_ = tee(last_bytes(2), std::ostringstream()));
    CHECK(done.stdout_ == "bc");
    CHECK(done.stdout_.dropped() == 1);
}
