// run, call, check_call, check_output, getoutput and getstatusoutput: their results and exceptions.
#include "support/helpers.hpp"

#include <sstream>

using namespace subprocess;
using namespace tests;

namespace {

std::string shown(const CompletedProcess& process) {
    std::ostringstream text;
    text << process;
    return text.str();
}

} // namespace

TEST_CASE_METHOD(Census, "an exit code is returned as it is", "[lesson-1][py-137][py-172]") {
    const int code = GENERATE(0, 1, 42, 255);
    CHECK(run(child("exit", code)).returncode == code);
    CHECK(call(child("exit", code)) == code);
}

TEST_CASE_METHOD(Census, "run captures nothing by default", "[py-172]") {
    const CompletedProcess done = run(child("exit", 0));
    CHECK(done.stdout_ == None);
    CHECK(done.stderr_ == None);
    CHECK(done.args == child("exit", 0));
}

TEST_CASE_METHOD(Census, "capture_output captures both", "[py-173]") {
    const CompletedProcess done = run(child("to", 1, "out", "to", 2, "err"), capture_output = true);
    CHECK(done.stdout_ == "out");
    CHECK(done.stderr_ == "err");
}

TEST_CASE_METHOD(Census, "stdout and stderr can be captured separately", "[py-172]") {
    const auto command = child("to", 1, "out", "to", 2, "err");
    const CompletedProcess out = run(command, stdout_ = PIPE, stderr_ = DEVNULL);
    CHECK(out.stdout_ == "out");
    CHECK(out.stderr_ == None);
    const CompletedProcess err = run(command, stdout_ = DEVNULL, stderr_ = PIPE);
    CHECK(err.stdout_ == None);
    CHECK(err.stderr_ == "err");
}

TEST_CASE_METHOD(Census, "input reaches the child", "[py-174]") {
    CHECK(run(child("cat"), input = "to and fro", stdout_ = PIPE).stdout_ == "to and fro");
}

TEST_CASE_METHOD(Census, "input may be any contiguous bytes", "[py-152]") {
    const std::vector<unsigned char> bytes = {0, 127, 128, 255};
    CHECK(run(child("cat"), input = bytes, stdout_ = PIPE).stdout_ == std::string_view("\0\x7f\x80\xff", 4));
}

TEST_CASE_METHOD(Census, "None for a keyword means the default", "[py-173][py-174]") {
    const CompletedProcess done =
        run(child("to", 1, "out"), input = None, cwd = None, capture_output = true, timeout = None, env = None);
    CHECK(done.stdout_ == "out");
    CHECK(run(child("to", 1, "x"), capture_output = true, check = None).stdout_ == "x");
}

TEST_CASE_METHOD(Census, "with check a failure throws CalledProcessError with all its data", "[py-175][py-217]") {
    const auto command = child("to", 1, "out", "to", 2, "err", "exit", 5);
    const auto error = thrown<CalledProcessError>([&] { run(command, capture_output = true, check = true); });
    CHECK(error.returncode == 5);
    CHECK(error.cmd == command);
    CHECK(error.output() == "out");
    CHECK(error.stdout_ == "out");
    CHECK(error.stderr_ == "err");
}

TEST_CASE_METHOD(Census, "with check a success does not throw", "[py-175]") {
    CHECK(run(child("exit", 0), check = true).returncode == 0);
}

TEST_CASE_METHOD(Census, "check_returncode throws only for a failure", "[py-216]") {
    CHECK(run(child("exit", 0)).check_returncode().returncode == 0);
    const CompletedProcess failed = run(child("exit", 3), capture_output = true);
    const auto error = thrown<CalledProcessError>([&] { failed.check_returncode(); });
    CHECK(error.returncode == 3);
    CHECK(error.stdout_ == "");
}

TEST_CASE_METHOD(Census, "check_call returns 0 or throws", "[py-171]") {
    CHECK(check_call(child("exit", 0)) == 0);
    const auto error = thrown<CalledProcessError>([] { check_call(child("exit", 47)); });
    CHECK(error.returncode == 47);
    CHECK(error.cmd == child("exit", 47));
    CHECK(error.stdout_ == None);
}

TEST_CASE_METHOD(Census, "check_output returns stdout, or throws with it", "[py-181][py-183]") {
    CHECK(check_output(child("to", 1, "BDFL")) == "BDFL");
    const auto error = thrown<CalledProcessError>([] { (void)check_output(child("to", 1, "so far", "exit", 5)); });
    CHECK(error.output() == "so far");
    CHECK(error.returncode == 5);
}

TEST_CASE_METHOD(Census, "check_output can include stderr", "[py-59][py-181]") {
    CHECK(check_output(child("to", 2, "BDFL"), stderr_ = STDOUT) == "BDFL");
}

TEST_CASE_METHOD(Census, "input None is empty input for check_output", "") {
    CHECK(check_output(child("cat"), input = None) == "");
    CHECK(check_output(child("cat"), input = "tux") == "tux");
}

TEST_CASE_METHOD(Census, "getstatusoutput merges stderr and strips one newline", "[py-184]") {
    const auto [code, output] = getstatusoutput(
        in_shell("bytes", 1, in_hex("out\n"), "bytes", 2, in_hex("err\n"), "bytes", 1, in_hex("\n"), "exit", 3));
    CHECK(code == 3);
    CHECK(output == "out\nerr\n");
}

TEST_CASE_METHOD(Census, "getoutput ignores the status", "[py-185]") {
    CHECK(getoutput("echo xyzzy&& exit 1") == "xyzzy");
}

TEST_CASE_METHOD(Census, "getoutput uses text mode and accepts an encoding", "[py-184][py-186]") {
    CHECK(getoutput(in_shell("bytes", 1, in_hex("a\r\nb\r\n")), encoding = "utf-8", errors = "strict") == "a\nb");
    CHECK_THROWS_AS((void)getoutput(in_shell("bytes", 1, in_hex("\xff"))), UnicodeDecodeError);
}

TEST_CASE_METHOD(Census, "conflicts that are found at run time throw ValueError", "[py-173][py-174]") {
    Options capture;
    capture.capture_output = true;
    CHECK(text_of<ValueError>([&] { run({"unused"}, capture, stdout_ = PIPE); }) ==
          "stdout and stderr arguments may not be used with capture_output.");
    CHECK(text_of<ValueError>([&] { run({"unused"}, capture, stderr_ = STDOUT); }) ==
          "stdout and stderr arguments may not be used with capture_output.");
    Options given;
    given.input = "x";
    CHECK(text_of<ValueError>([&] { run({"unused"}, given, stdin_ = PIPE); }) ==
          "stdin and input arguments may not both be used.");
}

TEST_CASE_METHOD(Census, "a CompletedProcess prints as in Python", "[py-215]") {
    CHECK(shown(CompletedProcess{{"a"}, 0, None, None}) == "CompletedProcess(args=['a'], returncode=0)");
    CHECK(shown(CompletedProcess{Command("ls -l"), 9, Output("o"), Output("")}) ==
          "CompletedProcess(args='ls -l', returncode=9, stdout=b'o', stderr=b'')");
    const CompletedProcess text_mode = run(child("to", 1, "it's"), stdout_ = PIPE, text = true);
    CHECK_THAT(shown(text_mode), EndsWith(", returncode=0, stdout=\"it's\")"));
}

TEST_CASE_METHOD(Census, "reading output that was not captured throws", "[py-172]") {
    const CompletedProcess done = run(child("exit", 0));
    CHECK_THROWS_AS(done.stdout_.size(), std::logic_error);
    CHECK_THROWS_AS(*done.stderr_, std::logic_error);
}
