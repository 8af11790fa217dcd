// to() and tee().
#include "support/sinks.hpp"

#include <fstream>
#include <sstream>
#include <thread>

using namespace subprocess;
using namespace tests;

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
    CHECK(all == std::string("before ").append(size, 'z') + " after");
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
    Gate gate;
    const auto go_on = each_chunk([&](std::string_view) { gate.open(); });
    run(child("bytes", 1, in_hex("a\n\xc3"), "until", 0, "to", 1, "b\n"), stdin_ = gate, text = true,
        stdout_ = tee(one, go_on), check = true); // it is not told of the end, where half a character is an error
    CHECK(first == Lines{"a", "a"});
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
