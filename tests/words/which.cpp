// which: the rules, compared with what Python answered, and real files.
#include <subprocess/which.hpp>

#include "search.hpp"
#include "support/helpers.hpp"
#include "words/python_answers.hpp"

using namespace tests;
using namespace subprocess;

namespace {

const std::filesystem::path program(CHILD_PROGRAM);

} // namespace

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

TEST_CASE_METHOD(Census, "which finds a program in a path, and by its own") {
    CHECK(which(program.filename(), program.parent_path()) == CHILD_PROGRAM);
    CHECK(which(program) == CHILD_PROGRAM);
    CHECK(run({which(program).value(), "exit", "3"}).returncode == 3);
}

TEST_CASE_METHOD(Census, "which finds no folder, and nothing that is not there") {
    CHECK(which(program.parent_path().filename(), program.parent_path().parent_path()) == None);
    CHECK(which("no such program") == None);
    CHECK(which("no/such/program") == None);
    CHECK(which("") == None);
    CHECK(which(program.filename(), "") == None);
    CHECK(which(std::string(CHILD_PROGRAM) + '\0') == None);
}
