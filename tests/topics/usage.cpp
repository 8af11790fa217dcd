// What a finished child has used: CPU time, time on the clock, memory.
#include "support/helpers.hpp"

#include <utility>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a finished child has its usage", "") {
    CompletedProcess done;
    const Seconds whole = duration_of([&] { done = run(child("exit", 3)); });
    REQUIRE(done.usage != None);
    CHECK(done.usage->user >= 0);
    CHECK(done.usage->system >= 0);
    CHECK(done.usage->wall > 0);
    CHECK(done.usage->wall <= whole);
    CHECK(done.returncode == 3);
}

TEST_CASE_METHOD(Census, "a Popen has no usage before its end was seen", "") {
    Popen process(child("until", 0), stdin_ = PIPE);
    CHECK(process.poll() == None);
    CHECK_THROWS_AS(process.wait(moment), TimeoutExpired);
    CHECK(process.usage == None);
    process.stdin_.close();
    process.wait();
    REQUIRE(process.usage != None);
    CHECK(process.usage->wall >= moment);
}

TEST_CASE_METHOD(Census, "poll and communicate tell the usage as wait does", "") {
    Popen polled(child("exit", 0));
    await_end(polled);
    CHECK(polled.poll() == 0);
    CHECK(polled.usage != None);
    Popen read(child("to", 1, "text"), stdout_ = PIPE);
    read.communicate();
    CHECK(read.usage != None);
}

TEST_CASE_METHOD(Census, "the usage is that of the first look, and a moved Popen takes it along", "") {
    Popen process(child("exit", 0));
    process.wait();
    REQUIRE(process.usage != None);
    const Seconds wall = process.usage->wall;
    process.wait();
    CHECK(process.usage->wall == wall);
    Popen moved(std::move(process));
    REQUIRE(moved.usage != None);
    CHECK(moved.usage->wall == wall);
    Popen other(child("exit", 0));
    other = std::move(moved);
    REQUIRE(other.usage != None);
    CHECK(other.usage->wall == wall);
}

TEST_CASE_METHOD(Census, "a child that was killed has a usage, too", "") {
    Popen process(child("until", 0), stdin_ = PIPE);
    process.kill();
    CHECK(process.wait() == killed);
    CHECK(process.usage != None);
}
