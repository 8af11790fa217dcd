// The calls that do not throw.
#include "support/helpers.hpp"

#include <cmath>
#include <new>
#include <stdexcept>
#include <system_error>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace {

using Kind = Failure::Kind;

struct OwnError {
    int number;
};

} // namespace

TEST_CASE_METHOD(Census, "try_run returns what run returns", "") {
    const Result<CompletedProcess> result = try_run(child("to", 1, "out", "exit", 3), capture_output = true);
    REQUIRE(result);
    CHECK(result->stdout_ == "out");
    CHECK(result->returncode == 3);
    CHECK(try_run({CHILD_PROGRAM, "exit", "4"})->returncode == 4);
}

TEST_CASE_METHOD(Census, "try_run returns why a command has failed", "") {
    SECTION("a program that does not exist") {
        const Result<CompletedProcess> result = try_run({"/nonexistent"});
        REQUIRE_FALSE(result);
        CHECK(result.error().code() == std::errc::no_such_file_or_directory);
        CHECK_THROWS_AS(result.value(), FileNotFoundError);
    }
    SECTION("a timeout, with what was captured until then") {
        const Gate gate;
        const Result<CompletedProcess> result =
            try_run(child("to", 1, "so far", "until", 0), stdin_ = gate, stdout_ = PIPE, timeout = moment);
        CHECK(result.error().kind == Kind::timeout);
        CHECK(result.error().code() == std::errc::timed_out);
    }
    SECTION("a check") {
        const Result<CompletedProcess> result =
            try_run(child("to", 2, "sorry", "exit", 3), stderr_ = PIPE, check = true);
        CHECK(result.error().kind == Kind::called_process);
        CHECK(result.error().returncode == 3);
        CHECK(result.error().stderr_ == "sorry");
    }
    SECTION("arguments that make no sense") {
        CHECK(try_run(child("exit", 0), timeout = std::nan("")).error().kind == Kind::value_error);
        CHECK(try_run({CHILD_PROGRAM, static_cast<const char*>(nullptr)}).error().kind == Kind::value_error);
        CHECK(try_run(std::vector<std::string>()).error().kind == Kind::value_error);
        CHECK(try_run({"x"}, encoding = "no such").error().kind == Kind::lookup_error);
    }
}

TEST_CASE_METHOD(Census, "what a sink throws is in the Result, and value throws it", "") {
    const auto result =
        try_run(child("to", 1, "line\n", "exit", 0), stdout_ = each_line([](std::string_view) { throw OwnError{7}; }));
    CHECK(result.error().kind == Kind::callback);
    try {
        (void)result.value();
        FAIL("nothing was thrown");
    } catch (const OwnError& error) {
        CHECK(error.number == 7);
    }
}

TEST_CASE_METHOD(Census, "lack of memory is a Failure like others", "") {
    const auto result = try_run(child("to", 1, "line\n", "exit", 0),
                                stdout_ = each_line([](std::string_view) { throw std::bad_alloc(); }));
    CHECK(result.error().kind == Kind::out_of_memory);
    CHECK(result.error().code() == std::errc::not_enough_memory);
}

TEST_CASE_METHOD(Census, "try_check_output returns the output or why there is none", "") {
    CHECK(try_check_output(child("to", 1, "out")).value() == "out");
    CHECK(try_check_output(child("to", 1, "out", "exit", 3)).error().stdout_ == "out");
    CHECK(try_check_output({"/nonexistent"}).value_or("other") == "other");
}

TEST_CASE_METHOD(Census, "try_call and try_check_call return the code", "") {
    CHECK(try_call(child("exit", 3)).value() == 3);
    CHECK(try_call({"/nonexistent"}).error().kind == Kind::os_error);
    CHECK(try_check_call(child("exit", 0)).value() == 0);
    CHECK(try_check_call(child("exit", 3)).error().returncode == 3);
}

TEST_CASE_METHOD(Census, "try_run_pipeline returns what run_pipeline returns or throws", "") {
    const auto good = try_run_pipeline(child("to", 1, "through"), child("cat"), capture_output = true, check = true);
    CHECK(good.value().stdout_ == "through");
    const auto bad = try_run_pipeline(child("to", 1, "out"), child("cat", "exit", 3), child("cat"),
                                      capture_output = true, check = true);
    CHECK(bad.error().kind == Kind::called_process);
    CHECK(bad.error().returncode == 3);
    CHECK(bad.error().stdout_ == "out");
    CHECK_THROWS_AS(bad.value(), PipelineError);
    const std::vector<Stage> one = {child("exit", 0)};
    CHECK(try_run_pipeline(one).error().kind == Kind::value_error);
    const std::vector<std::vector<std::string>> two = {child("to", 1, "out"), child("cat")};
    CHECK(try_run_pipeline(two, stdout_ = PIPE)->stdout_ == "out");
    CHECK(try_run_pipeline({"/nonexistent"}, child("cat")).error().code() == std::errc::no_such_file_or_directory);
}

TEST_CASE_METHOD(Census, "a Popen that was started without exceptions is a Popen", "") {
    Result<Popen> started = Popen::try_start(child("cat", "exit", 3), stdin_ = PIPE, stdout_ = PIPE);
    REQUIRE(started);
    Popen process = std::move(started).value();
    const Result<Outputs> outputs = process.try_communicate("input");
    CHECK(outputs->stdout_ == "input");
    CHECK(process.try_wait().value() == 3);
    CHECK(Popen::try_start({"/nonexistent"}, stdout_ = PIPE).error().kind == Kind::os_error);
}

TEST_CASE_METHOD(Census, "try_communicate and try_wait go on after a timeout", "") {
    Gate gate;
    Popen process = Popen::try_start(child("to", 1, "out", "until", 0), stdin_ = gate, stdout_ = PIPE).value();
    CHECK(process.try_wait(0).error().kind == Kind::timeout);
    CHECK(process.try_wait(timeout = moment).error().kind == Kind::timeout);
    CHECK(process.try_communicate(timeout = 0).error().kind == Kind::timeout);
    CHECK(process.try_communicate(None, moment).error().kind == Kind::timeout);
    gate.open();
    CHECK(process.try_communicate()->stdout_ == "out");
    CHECK(process.try_wait().value() == 0);
}

TEST_CASE_METHOD(Census, "try_communicate takes its arguments as communicate does", "") {
    Cancellation source;
    const auto answer = [](auto&&... arguments) {
        Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
        return process.try_communicate(std::forward<decltype(arguments)>(arguments)...).value().stdout_;
    };
    CHECK(answer("data", 60s) == "data");
    CHECK(answer("data", timeout = 60s) == "data");
    CHECK(answer("data", timeout = 60s, cancel = source) == "data");
    CHECK(answer(input = "data", timeout = 60) == "data");
    CHECK(answer() == "");
}

TEST_CASE("the calls that do not throw are noexcept") {
    Args command("x");
    Popen* const process = nullptr;
    STATIC_REQUIRE(noexcept(try_run(std::move(command))));
    STATIC_REQUIRE(noexcept(try_check_output(std::move(command))));
    STATIC_REQUIRE(noexcept(try_call(std::move(command))));
    STATIC_REQUIRE(noexcept(try_check_call(std::move(command))));
    STATIC_REQUIRE(noexcept(Popen::try_start(std::move(command))));
    STATIC_REQUIRE(noexcept(process->try_wait()));
    STATIC_REQUIRE(noexcept(process->try_communicate()));
    STATIC_REQUIRE(noexcept(try_run_pipeline(std::declval<const Stage&>(), std::declval<const Stage&>())));
}
