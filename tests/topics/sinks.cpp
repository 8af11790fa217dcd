// Sinks: what a stream of the child goes to beside files and pipes.
#include "support/sinks.hpp"

#include "os/streams.hpp"

#include <algorithm>
#include <functional>

using namespace subprocess;
using namespace tests;

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

TEST_CASE_METHOD(Census, "an empty line after a line that came in pieces is a line") {
    std::vector<bool> empty;
    run(child("repeat", 1, 3 << 20, "x", "to", 1, "\n\n"),
        stdout_ = each_line([&](std::string_view piece) { empty.push_back(piece.empty()); }));
    REQUIRE_FALSE(empty.empty());
    CHECK(std::count(empty.begin(), empty.end(), true) == 1);
    CHECK(empty.back());
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

TEST_CASE_METHOD(Census, "what a sink has dropped of stderr counts in descriptions") {
    const CompletedProcess done = run(child("to", 2, "dropped: kept"), stderr_ = last_bytes(4));
    CHECK_THAT(done.describe(), EndsWith("4 of 13 bytes): kept"));
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

TEST_CASE_METHOD(Census, "a part begins with a whole character, of which UTF-16 has two bytes or four") {
    const auto last_of = [](const std::string& all, std::size_t size, const char* name) {
        return run(child("bytes", 1, in_hex(all)), stdout_ = last_bytes(size), encoding = name).stdout_;
    };
    const std::string utf16("a\0\x3d\xd8\x00\xde"
                            "b\0",
                            8); // a, U+1F600, b
    CHECK(last_of(utf16, 7, "utf-16-le") == "\xf0\x9f\x98\x80"
                                            "b");
    CHECK(last_of(utf16, 4, "utf-16-le") == "b");
    CHECK(last_of(utf16, 3, "utf-16-le") == "b");
    CHECK(last_of(utf16, 1, "utf-16-le") == "");
    CHECK(last_of(std::string("\0\0\0a\0\0\0b", 8), 6, "utf-32-be") == "b");
    CHECK(last_of("\xe2\x82\xac", 2, "utf-8") == "");
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

TEST_CASE_METHOD(Census, "describe says how much of stderr a part has kept, and does not call the beginning the end") {
    const auto command = child("to", 2, "abc");
    CHECK_THAT(run(command, stderr_ = first_bytes(2)).describe(), EndsWith("\n  stderr (2 of 3 bytes): ab"));
}
