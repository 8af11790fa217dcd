// What an environment can contain on POSIX, and the environment of this process.
#include "support/posix/helpers.hpp"

#include <cstdlib>

extern "C" char** environ; // NOLINT: POSIX requires programs to declare it

using namespace subprocess;
using namespace tests;

TEST_CASE_METHOD(Census, "variables keep their order and can be any bytes", "[py-83][py-88]") {
    CHECK(check_output(child("env"), env = {{"B", "\xff"}, {"\xfe", "1"}, {"A", ""}}) == "B=\xff\n\xfe=1\nA=\n");
}

TEST_CASE_METHOD(Census, "a copy of the environment keeps equals signs in values", "[py-82]") {
    CHECK(in_fork([] {
              ::setenv("SUM", "1=1=1", 1);
              return os_environ.copy().get("SUM") + ' ' + check_output("echo $SUM", shell = true, env = {os_environ});
          }) == "1=1=1 1=1=1\n");
}

TEST_CASE_METHOD(Census, "the first of two variables with the same name wins, as in getenv", "[py-82]") {
    CHECK(in_fork([] {
              char first[] = "TWICE=first", second[] = "TWICE=second";
              char* variables[] = {first, second, nullptr};
              ::environ = variables;
              return std::getenv("TWICE") + (' ' + os_environ.copy().get("TWICE"));
          }) == "first first");
}

TEST_CASE_METHOD(Census, "an entry without a name is passed on unchanged", "[py-82]") {
    CHECK(in_fork([] {
              char drive[] = "=C:=C:\\dir", nameless[] = "=x", no_value[] = "NO_VALUE", empty[] = "",
                   fruit[] = "FRUIT=lime";
              char* variables[] = {drive, nameless, no_value, empty, fruit, nullptr};
              ::environ = variables;
              const Environment copy = os_environ.copy();
              Options options;
              options.env = {copy, {"FRUIT", None}};
              return check_output(child("env"), env = {os_environ, {"A", "1"}}) +
                     check_output(child("env"), env = copy) + check_output(child("env"), options);
          }) == "=C:=C:\\dir\n=x\nFRUIT=lime\nA=1\n"
                "=C:=C:\\dir\n=x\nFRUIT=lime\n"
                "=C:=C:\\dir\n=x\n");
}

TEST_CASE_METHOD(Census, "on POSIX a name cannot begin with an equals sign", "[py-86]") {
    for (const char* name : {"=", "=C", "=C:=D"})
        CHECK(text_of<ValueError>([&] {
                  run({"/nonexistent"}, env = {{name, "x"}});
              }) == "illegal environment variable name");
}

TEST_CASE_METHOD(Census, "without an environment the child inherits an empty one", "[py-82]") {
    CHECK(in_fork([] {
              ::environ = nullptr;
              return check_output(child("env"), env = {os_environ, {"A", "1"}});
          }) == "A=1\n");
}
