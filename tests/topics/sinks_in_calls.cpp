// Sinks: errors, what a callback may do, and who serves them.
#include "support/sinks.hpp"

#include <future>
#include <thread>

using namespace subprocess;
using namespace tests;

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

TEST_CASE_METHOD(Census, "the beginning of a line is passed before an error of decoding, and before a cut at the end") {
    const std::string all = GENERATE(as<std::string>(), "one\ntw\xffo\n", "one\ntw\xc3");
    Lines lines;
    const auto failing = [&] { run(child("bytes", 1, in_hex(all)), stdout_ = into(lines), text = true); };
    CHECK_THROWS_AS(failing(), UnicodeDecodeError);
    CHECK(lines == Lines{"one", "tw"});
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
