// What MAKEFLAGS says about make's jobserver.
#include "process/jobserver.hpp"
#include "support/helpers.hpp"

using namespace subprocess;
using namespace tests;
using detail::Jobserver;
using detail::jobserver_address;

TEST_CASE("the last jobserver in MAKEFLAGS counts") {
    CHECK(jobserver_address(" -j4 --jobserver-auth=3,4") == "3,4");
    CHECK(jobserver_address("ks -j4 --jobserver-auth=3,4 --jobserver-auth=fifo:/tmp/GMfifo7") == "fifo:/tmp/GMfifo7");
    CHECK(jobserver_address("--jobserver-fds=5,6 -j") == "5,6");
    CHECK(jobserver_address("--jobserver-auth=gmake_semaphore_12 -k") == "gmake_semaphore_12");
}

TEST_CASE("without an offer in MAKEFLAGS there is no jobserver") {
    CHECK(jobserver_address("") == "");
    CHECK(jobserver_address("k -j") == "");
    CHECK(jobserver_address(" -j1 --no-print-directory") == "");
    CHECK(jobserver_address("--jobserver-auth=") == "");
    CHECK(jobserver_address("x--jobserver-auth=3,4") == "");
}

TEST_CASE("negative numbers in MAKEFLAGS mean that there is no jobserver") {
    CHECK(jobserver_address(" -j4 --jobserver-auth=3,4 --jobserver-auth=-2,-2") == "");
    CHECK(jobserver_address(" -j4 --jobserver-auth=-2,-2 --jobserver-auth=3,4") == "3,4");
}

TEST_CASE("a variable in MAKEFLAGS is no jobserver, and a blank may be part of a word") {
    CHECK(jobserver_address(R"( -j --jobserver-auth=3,4 -- FLAGS=a\ --jobserver-auth=5,6 --jobserver-auth=7,8)") ==
          "3,4");
    CHECK(jobserver_address(R"(--jobserver-auth=fifo:/tmp/a\ b\\c/GMfifo7 -k)") == R"(fifo:/tmp/a b\c/GMfifo7)");
    CHECK(jobserver_address(R"(I\ --jobserver-auth=3,4)") == "");
    CHECK(jobserver_address(R"(--jobserver-auth=3,4\)") == R"(3,4\)");
}

TEST_CASE_METHOD(Census, "a jobserver that cannot be used is a warning") {
    Listener listener;
    CHECK_FALSE(Jobserver::open("-j4 --jobserver-auth=fifo:" + (folder() / "missing").string()));
    CHECK_THAT(listener.heard, StartsWith("RuntimeWarning: the jobserver of make cannot be used: ["));
    listener.heard.clear();
    CHECK_FALSE(Jobserver::open("-j4 --jobserver-auth=3,nonsense"));
    CHECK_THAT(listener.heard, StartsWith("RuntimeWarning: the jobserver of make cannot be used: ["));
    listener.heard.clear();
    CHECK_FALSE(Jobserver::open("-j4"));
    CHECK(listener.heard == "");
}
