// Sinks and sources in calls that have bounds: max_output, idle_timeout, timeout and cancel.
#include "support/helpers.hpp"

#include <sstream>
#include <string>
#include <string_view>

using namespace subprocess;
using namespace tests;

namespace {

/// Collects all bytes.
auto into(std::string& bytes) {
    return each_chunk([&bytes](std::string_view chunk) { bytes += chunk; });
}

} // namespace

TEST_CASE_METHOD(Census, "a sink gets exactly max_output bytes, and no error if there are no more") {
    std::string bytes;
    run(child("to", 1, "1234"), stdout_ = into(bytes), max_output = 4);
    CHECK(bytes == "1234");
    const auto limit = static_cast<std::size_t>(GENERATE(0, 1, 65536, 1 << 20));
    bytes.clear();
    const auto error = thrown<OutputLimitExceeded>(
        [&] { run(child("flood", 1), stdout_ = into(bytes), max_output = limit, timeout = 1h); });
    CHECK((bytes == std::string(limit, 'z')));
    CHECK(error.limit == limit);
    CHECK(error.stdout_ == None);
}

TEST_CASE_METHOD(Census, "what captures within a sink is in OutputLimitExceeded") {
    std::ostringstream log;
    const auto error =
        thrown<OutputLimitExceeded>([&] { run(child("to", 1, "123456"), stdout_ = tee(PIPE, log), max_output = 5); });
    CHECK(error.stdout_ == "12345");
    CHECK(log.str() == "12345");
    CHECK(thrown<OutputLimitExceeded>([&] {
              run(child("to", 2, "123456"), stderr_ = last_bytes(2), max_output = 5);
          }).stderr_ == "45");
}

TEST_CASE_METHOD(Census, "max_output counts what a sink drops, and each stream by itself") {
    CHECK(run(child("to", 1, "123", "to", 2, "456"), stdout_ = first_bytes(1), stderr_ = PIPE, max_output = 3)
              .stdout_.dropped() == 2);
    CHECK_THROWS_AS(run(child("to", 1, "1234"), stdout_ = first_bytes(1), max_output = 3), OutputLimitExceeded);
}

TEST_CASE_METHOD(Census, "the last line before max_output is delivered") {
    std::string last;
    CHECK_THROWS_AS(run(child("bytes", 1, in_hex("one\ntwo")),
                        stdout_ = each_line([&](std::string_view line) { last = line; }), max_output = 5),
                    OutputLimitExceeded);
    CHECK(last == "t");
}

TEST_CASE_METHOD(Census, "call and wait end at max_output, too, and wait leaves the child") {
    std::string bytes;
    CHECK_THROWS_AS(call(child("flood", 1), stdout_ = into(bytes), max_output = 10, timeout = 1h), OutputLimitExceeded);
    CHECK(bytes == std::string(10, 'z'));
    Popen process(child("flood", 1), stdout_ = into(bytes), max_output = 3);
    bytes.clear();
    CHECK_THROWS_AS(process.wait(), OutputLimitExceeded);
    CHECK_THROWS_AS(process.wait(1h), OutputLimitExceeded);
    CHECK_THROWS_AS(process.communicate(), OutputLimitExceeded);
    CHECK(bytes == "zzz");
    CHECK(process.poll() == None);
    process.kill();
    CHECK_THROWS_AS(process.wait(), OutputLimitExceeded);
    CHECK(process.stop() != 0);
}

TEST_CASE_METHOD(Census, "the limit of a sink spans several calls of wait") {
    Gate gate;
    std::string bytes;
    Popen process(child("to", 1, "123", "until", 0, "to", 1, "45"), stdin_ = gate, stdout_ = into(bytes),
                  max_output = 4);
    while (bytes != "123")
        CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    gate.open();
    CHECK_THROWS_AS(process.wait(), OutputLimitExceeded);
    CHECK(bytes == "1234");
}

TEST_CASE_METHOD(Census, "stop ends a child that has written too much to a sink, and asks it first") {
    std::string bytes;
    Popen process(child("flood", 1), stdout_ = into(bytes), max_output = 3, grace = 1h);
    CHECK_THROWS_AS(process.communicate(), OutputLimitExceeded);
    CHECK(process.stop() != 0);
    CHECK(bytes == "zzz");
}

TEST_CASE_METHOD(Census, "idle_timeout sees what sinks and sources move") {
    const Gate gate;
    std::string bytes;
    CHECK(thrown<TimeoutExpired>([&] {
              run(child("until", 0), stdin_ = gate, stdout_ = into(bytes), idle_timeout = moment, timeout = 1h);
          }).idle);
    int pieces = 0;
    CHECK(thrown<TimeoutExpired>([&] {
              run(
                  child("until", gate.native_handle()), stdin_ = [&] { return ++pieces, std::string(1 << 20, 'x'); },
                  idle_timeout = moment, timeout = 1h, passing({gate.native_handle()}));
          }).idle);
    CHECK(pieces == 1);
    CHECK_THROWS_AS(run(child("exit", 0), stdin_ = DEVNULL, idle_timeout = 1h), ValueError);
    CHECK(run(child("to", 1, "x"), stdout_ = into(bytes), idle_timeout = 1h).returncode == 0);
    CHECK(bytes == "x");
}

TEST_CASE_METHOD(Census, "a sink can cancel its own call, and has had all that came before") {
    Cancellation source;
    std::string bytes;
    const Gate gate;
    const bool is_tree = GENERATE(false, true);
    CHECK_THROWS_AS(run(child("to", 1, "x", "until", 0), stdin_ = gate, tree = is_tree, cancel = source,
                        stdout_ = each_chunk([&](std::string_view chunk) {
                            bytes += chunk;
                            source.cancel();
                        })),
                    Cancelled);
    CHECK(bytes == "x");
}
