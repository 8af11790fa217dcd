// Result and Failure: calls that return their errors.
#include "support/helpers.hpp"

#include <subprocess/result.hpp>

#include <cmath>
#include <memory>
#include <new>
#include <stdexcept>
#include <system_error>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace {

using Kind = Failure::Kind;

/// The failure of what `work` throws.
template <class Work> Failure failure_of(Work&& work) {
    try {
        work();
    } catch (...) {
        return Failure::current();
    }
    FAIL("nothing was thrown");
    throw 0; // not reached, because FAIL throws
}

template <class E> Failure failure_of_throwing(const E& exception) {
    return failure_of([&] { throw exception; });
}

Result<int> half(int number) {
    if (number % 2 != 0)
        return failure_of_throwing(ValueError("odd"));
    return number / 2;
}

} // namespace

TEST_CASE("a Result has the functions of std::expected") {
    Result<std::string> good = std::string("value");
    const Result<std::string> bad = failure_of_throwing(ValueError("why"));
    CHECK(good.has_value());
    CHECK(static_cast<bool>(good));
    CHECK(good.value() == "value");
    CHECK(*good == "value");
    CHECK(good->size() == 5);
    CHECK(good.value_or("other") == "value");
    CHECK_FALSE(bad.has_value());
    CHECK_FALSE(static_cast<bool>(bad));
    CHECK(bad.value_or("other") == "other");
    CHECK(std::string(bad.error().what()) == "why");
    CHECK(*std::move(good) == "value");
}

TEST_CASE("a Result holds what can only be moved") {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
    CHECK(**result == 3);
    const std::unique_ptr<int> taken = std::move(result).value();
    CHECK(*taken == 3);
}

TEST_CASE("and_then goes on with a value, and passes a failure by") {
    CHECK(half(8).and_then(half).and_then(half).value() == 1);
    const Result<int> odd = half(6).and_then(half);
    CHECK(std::string(odd.error().what()) == "odd");
    CHECK(odd.and_then([](int number) -> Result<std::string> { return std::to_string(number); }).error().kind ==
          Kind::value_error);
}

TEST_CASE("value throws the exception that a Failure has kept") {
    const Result<int> result = failure_of_throwing(CalledProcessError(3, {"x"}, Output("out")));
    CHECK(thrown<CalledProcessError>([&] { (void)result.value(); }).stdout_ == "out");
    CHECK(thrown<CalledProcessError>([&] { (void)*result; }).returncode == 3);
    struct Own {
        int number;
    };
    const Result<std::string> own = failure_of_throwing(Own{7});
    try {
        (void)own->size();
        FAIL("nothing was thrown");
    } catch (const Own& exception) {
        CHECK(exception.number == 7);
    }
}

TEST_CASE("the error of a Result with a value is a mistake") {
    const Result<int> result = 1;
    CHECK_THROWS_AS(result.error(), std::logic_error);
}

TEST_CASE_METHOD(Census, "a Failure says what kind it is, and has the text, the code and the output") {
    SECTION("of a program that does not exist") {
        const Failure failure = failure_of([] { run({"/nonexistent"}); });
        CHECK(failure.kind == Kind::os_error);
        CHECK(failure.code() == std::errc::no_such_file_or_directory);
        CHECK_THAT(failure.what(), EndsWith("'/nonexistent'"));
        CHECK(failure.returncode == None);
    }
    SECTION("of a child that has failed") {
        const Failure failure = failure_of(
            [] { run(child("to", 1, "out", "to", 2, "err", "exit", 3), capture_output = true, check = true); });
        CHECK(failure.kind == Kind::called_process);
        CHECK(failure.returncode == 3);
        CHECK(failure.stdout_ == "out");
        CHECK(failure.stderr_ == "err");
        CHECK_THAT(failure.what(), EndsWith("returned non-zero exit status 3."));
        CHECK(std::string(failure.code().category().name()) == "subprocess");
        CHECK(failure.code().message() == "the child has failed");
    }
    SECTION("of a timeout") {
        const Gate gate;
        const Failure failure = failure_of([&] { run(child("until", 0), stdin_ = gate, stdout_ = PIPE, timeout = 0); });
        CHECK(failure.kind == Kind::timeout);
        CHECK(failure.code() == std::errc::timed_out);
        CHECK(failure.stdout_ == "");
        CHECK(failure.stderr_ == None);
    }
    SECTION("of a bad argument") {
        const Failure failure = failure_of([] { run(child("exit", 0), timeout = std::nan("")); });
        CHECK(failure.kind == Kind::value_error);
        CHECK(failure.code() == std::errc::invalid_argument);
    }
}

TEST_CASE("each exception has its kind") {
    CHECK(failure_of_throwing(TimeoutExpired({"x"}, detail::IdleFor{2})).kind == Kind::idle_timeout);
    CHECK(failure_of_throwing(OutputLimitExceeded({"x"}, 2, "stdout")).kind == Kind::output_limit);
    CHECK(failure_of_throwing(Cancelled({"x"})).kind == Kind::cancelled);
    CHECK(failure_of_throwing(Cancelled({"x"})).code() == std::errc::operation_canceled);
    CHECK(failure_of_throwing(SubprocessError("x")).kind == Kind::other_error);
    CHECK(failure_of_throwing(LookupError("x")).kind == Kind::lookup_error);
    CHECK(failure_of_throwing(UnicodeDecodeError("ascii", 233, 0, 1, "x")).kind == Kind::unicode_error);
    CHECK(failure_of_throwing(std::runtime_error("x")).kind == Kind::callback);
    CHECK(failure_of_throwing(7).kind == Kind::callback);
    CHECK(std::string(failure_of_throwing(std::runtime_error("x")).what()) == "x");
}

TEST_CASE("a Failure for lack of memory allocates nothing") {
    const Failure failure = failure_of([] { throw std::bad_alloc(); });
    CHECK(failure.kind == Kind::out_of_memory);
    CHECK(failure.code() == std::errc::not_enough_memory);
    CHECK(std::string(failure.what()) == std::bad_alloc().what());
    CHECK_THROWS_AS(failure.rethrow(), std::bad_alloc);
    CHECK(Failure().kind == Kind::out_of_memory);
}

TEST_CASE("a copy of a Failure lives on without the original") {
    Failure copy;
    {
        const Failure original = failure_of_throwing(CalledProcessError(3, {"x"}, Output("out")));
        copy = original;
    }
    CHECK(copy.stdout_ == "out");
    CHECK(std::string(copy.what()) == "Command ['x'] returned non-zero exit status 3.");
    CHECK_THROWS_AS(copy.rethrow(), CalledProcessError);
    const Failure moved = std::move(copy);
    CHECK_THROWS_AS(moved.rethrow(), CalledProcessError);
}
