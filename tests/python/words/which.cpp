// The search rules of which, compared with Python's answers.
#include "python/words/python_answers.hpp"
#include "support/helpers.hpp"
#include "words/search.hpp"

using namespace subprocess;
using subprocess::detail::posix_candidates;
using subprocess::detail::windows_candidates;
using namespace tests;

TEST_CASE("on POSIX which looks where Python looks") {
    for (const auto& answer : python_answers("posix")) {
        CAPTURE(answer[0], answer[1]);
        CHECK(posix_candidates(answer[0], answer[1]) == from(answer, 2));
    }
}

TEST_CASE("on Windows which looks where Python looks") {
    for (const auto& answer : python_answers("windows")) {
        CAPTURE(answer[0], answer[1], answer[2]);
        CHECK(windows_candidates(answer[0], answer[1], answer[2]) == from(answer, 3));
    }
}
