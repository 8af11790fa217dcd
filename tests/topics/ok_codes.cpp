// ok_codes: the return codes that are no failure.
#include "support/helpers.hpp"

#include <cstdint>
#include <optional>
#include <set>

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "a code among ok_codes is no failure", "") {
    CHECK(run(child("exit", 1), check = true, ok_codes = {0, 1}).returncode == 1);
    CHECK(run(child("exit", 0), check = true, ok_codes = {0, 1}).returncode == 0);
    CHECK(check_output(child("to", 1, "out", "exit", 1), ok_codes = {0, 1}) == "out");
    CHECK(check_call(child("exit", 3), ok_codes = {0, 3}) == 3);
    CHECK(try_check_call(child("exit", 3), ok_codes = {0, 3}).value() == 3);
}

TEST_CASE_METHOD(Census, "a code that is not among ok_codes is a failure, even 0", "") {
    CHECK(thrown<CalledProcessError>([] { run(child("exit", 2), check = true, ok_codes = {0, 1}); }).returncode == 2);
    CHECK(thrown<CalledProcessError>([] { check_call(child("exit", 2), ok_codes = {0, 1}); }).returncode == 2);
    const auto zero = thrown<CalledProcessError>([] { run(child("exit", 0), check = true, ok_codes = {1}); });
    CHECK(zero.returncode == 0);
    CHECK_THAT(zero.what(), EndsWith("returned exit status 0."));
    CHECK_THROWS_AS(check_output(child("exit", 0), ok_codes = {1}), CalledProcessError);
}

TEST_CASE_METHOD(Census, "a result knows its ok_codes, with check and without", "") {
    const CompletedProcess one = run(child("exit", 1), ok_codes = {0, 1});
    CHECK_NOTHROW(one.check_returncode());
    const CompletedProcess copy = one;
    CHECK_NOTHROW(copy.check_returncode());
    CHECK_THROWS_AS(run(child("exit", 2), ok_codes = {0, 1}).check_returncode(), CalledProcessError);
    CHECK_THROWS_AS(run(child("exit", 1)).check_returncode(), CalledProcessError);
    CHECK_FALSE(run(child("exit", 1)).ok_codes.given());
}

TEST_CASE("a signal can be among ok_codes") {
    CompletedProcess ended{{"x"}, terminated, None, None};
    CHECK_THROWS_AS(ended.check_returncode(), CalledProcessError);
    ended.ok_codes = {0, terminated};
    CHECK_NOTHROW(ended.check_returncode());
}

TEST_CASE("a code may be written as an unsigned number") {
    CompletedProcess ended{{"x"}, static_cast<int>(0xC0000005u), None, None};
    ended.ok_codes = {0, 0xC0000005u};
    CHECK_NOTHROW(ended.check_returncode());
}

TEST_CASE_METHOD(Census, "ok_codes takes any list of integers", "") {
    CHECK_NOTHROW(run(child("exit", 3), check = true, ok_codes = std::vector<int>{0, 3}));
    CHECK_NOTHROW(run(child("exit", 3), check = true, ok_codes = std::set<std::uint32_t>{0, 3}));
    CHECK_NOTHROW(run(child("exit", 3), check = true, ok_codes = std::optional(std::vector<int>{3})));
    CHECK_THROWS_AS(run(child("exit", 3), check = true, ok_codes = None), CalledProcessError);
    Options lenient;
    lenient.ok_codes = {0, 3};
    CHECK_NOTHROW(run(child("exit", 3), lenient, check = true));
    CHECK_NOTHROW(run(child("exit", 4), lenient, check = true, ok_codes = {4}));
}

TEST_CASE_METHOD(Census, "ok_codes that make no sense are refused before anything is started", "") {
    const char* const missing = "/nonexistent";
    CHECK(text_of<ValueError>([&] { run({missing}, ok_codes = {}); }) ==
          "ok_codes is empty: then every command would fail");
    CHECK(text_of<ValueError>([&] {
              run({missing}, ok_codes = {0, INT64_MAX});
          }) == "ok_codes: 9223372036854775807 is no return code");
    CHECK_THROWS_AS(check_call({missing}, ok_codes = std::vector<int>()), ValueError);
    Options lenient;
    lenient.ok_codes = {0, 1};
    CHECK(text_of<ValueError>([&] { call({missing}, lenient); }) == "call takes no ok_codes");
    CHECK(text_of<ValueError>([&] { Popen process({missing}, lenient); }) == "Popen takes no ok_codes");
}

TEST_CASE_METHOD(Census, "run_all uses ok_codes for each command", "") {
    const auto results = run_all({{CHILD_PROGRAM, "exit", "1"}, {CHILD_PROGRAM, "exit", "2"}}, keep_going = true,
                                 check = true, ok_codes = {0, 1});
    CHECK(results[0].value().returncode == 1);
    CHECK_NOTHROW(results[0]->check_returncode());
    CHECK(results[1].error().returncode == 2);
}

TEST_CASE_METHOD(Census, "ok_codes are those of a pipeline, or of one stage", "") {
    const auto good = run_pipeline(child("exit", 1), child("exit", 0), check = true, ok_codes = {0, 1});
    CHECK(good.returncodes == std::vector<int>{1, 0});
    CHECK_NOTHROW(good.check_returncodes());
    CHECK_NOTHROW(run_pipeline(stage(child("exit", 1), ok_codes = {0, 1}), child("exit", 0), check = true));
    const auto error = thrown<PipelineError>([] {
        run_pipeline(stage(child("exit", 1), ok_codes = {0, 1}), child("exit", 1), stage(child("exit", 2)),
                     check = true, ok_codes = {0, 2});
    });
    CHECK(error.failed == std::vector<std::size_t>{1});
    CHECK_THROWS_AS(run_pipeline(child("exit", 1), child("exit", 0), ok_codes = {0, 2}).check_returncodes(),
                    PipelineError);
    CHECK_THROWS_AS(run_pipeline(child("exit", 1), child("exit", 0), ok_codes = {}), ValueError);
    CHECK_THROWS_AS(stage({"x"}, ok_codes = {}), ValueError);
}
