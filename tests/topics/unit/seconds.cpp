// The conversions of Seconds.
#include "support/catch.hpp"

#include <subprocess.hpp>

#include <chrono>
#include <sstream>
#include <type_traits>

using namespace std::chrono;
using namespace std::chrono_literals;
using subprocess::Seconds;

TEST_CASE("seconds convert to every duration, in braces, in parentheses and without", "") {
    const Seconds time(2.25);
    const milliseconds copied = time;
    CHECK(copied == 2250ms);
    CHECK(milliseconds(time) == 2250ms);
    CHECK(microseconds{time} == 2250ms);
    CHECK(static_cast<seconds>(time) == 2s);
    CHECK(duration<double>(time).count() == 2.25);
    CHECK(duration<double, std::milli>(time).count() == 2250);
    CHECK(static_cast<double>(time) == 2.25);
}

TEST_CASE("seconds never become a number by themselves, which a duration would take for its own unit", "") {
    CHECK_FALSE(std::is_convertible_v<Seconds, double>);
    CHECK_FALSE(std::is_convertible_v<Seconds, long>);
    CHECK_FALSE(std::is_constructible_v<bool, Seconds>);
}

TEST_CASE("seconds compare and add up with durations and numbers", "") {
    const Seconds time = 1500ms;
    CHECK((time == 1.5 && time != 2 && time < 2s && time <= 1500ms && time > 1 && 1s < time && time >= 1.5));
    CHECK(time + 500ms == 2);
    CHECK(time - Seconds(1) == 0.5);
    CHECK(Seconds().count() == 0);
    std::ostringstream written;
    written << time;
    CHECK(written.str() == "1.5");
}

TEST_CASE("seconds are a timeout", "") {
    CHECK(subprocess::Timeout(Seconds(0.5)).seconds() == 0.5);
}
