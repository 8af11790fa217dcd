// Recording: real runs, as a text that FakeProcesses replays.
#include "support/helpers.hpp"

#include <subprocess/shlex.hpp>
#include <subprocess/testing.hpp>

#include <chrono>

using namespace subprocess;
using namespace tests;
using namespace std::chrono_literals;

namespace {

std::string in_folder(const Census& census, const char* name) {
    return (census.folder() / name).string();
}

} // namespace

TEST_CASE_METHOD(Census, "a recording says what real processes have done, and is replayed without them") {
    const std::string name = in_folder(*this, "recording");
    const auto use = [] {
        const CompletedProcess done =
            run(child("to", 1, "out\nend", "to", 2, "err\n", "exit", 3), capture_output = true);
        CHECK(done.stdout_ == "out\nend");
        CHECK(done.stderr_ == "err\n");
        CHECK(done.returncode == 3);
        CHECK(check_output(child("cat"), input = "there") == "there");
        CHECK(check_output(child("cat"), input = "and back") == "and back");
        CHECK_THROWS_AS(run({"no such program"}), FileNotFoundError);
        CHECK_THROWS_AS(run(child("until", 0), stdin_ = Gate(), stdout_ = PIPE, timeout = 50ms), TimeoutExpired);
    };
    {
        const Recording recording(name);
        use();
    }
    FakeProcesses fake;
    fake.replay(name);
    use();
    CHECK(fake.unexpected().empty());
    CHECK(fake.calls().size() == 5);
}

TEST_CASE_METHOD(Census, "fakes and recordings see stars for secrets") {
    const std::string name = in_folder(*this, "recording");
    const auto use = [] {
        const std::vector<std::string> words = child("exit", 3);
        const Command command({words[0], words[1], words[2], secret("hunter2")});
        CHECK(run(command, env = {{"TOKEN", secret("hunter3")}}).returncode == 3);
    };
    {
        const Recording recording(name);
        use();
    }
    CHECK(content_of(name).find("hunter") == std::string::npos);
    FakeProcesses fake;
    fake.replay(name);
    use();
    CHECK(fake.calls().back().command.list().back() == "***");
    CHECK(fake.calls().back().env->back() == "TOKEN=***");
}

TEST_CASE_METHOD(Census, "a Recording that may not exist leaves its file alone") {
    const std::string name = file("golden", "content").string();
    const FakeProcesses fake;
    CHECK_THROWS_AS(Recording(name), ValueError);
    CHECK(content_of(name) == "content");
}

TEST_CASE_METHOD(Census, "a recording is a text with a line for each line") {
    const std::string name = in_folder(*this, "recording");
    {
        const Recording recording(name);
        run(child("cat"), input = std::string("one\ntwo\\\x01\xff \n\nend ", 17), capture_output = true);
    }
    const std::string expected = "subprocess recording 1\n\nrun " + shlex::join(child("cat")) +
                                 "\nin one\nin two\\\\\\x01\\xff\\x20\nin\nin end\\x20\\\n"
                                 "out one\nout two\\\\\\x01\\xff\\x20\nout\nout end\\x20\\\nreturns 0\n";
    CHECK(content_of(name) == expected);
}

TEST_CASE_METHOD(Census, "a recording can be written by hand") {
    const std::string name = file("recording", "subprocess recording 1\r\n"
                                               "# what the user has\r\n"
                                               "run git log '--format=%an %s'\r\n"
                                               "out Ann \\xe2\\x82\\xac\r\n"
                                               "out no end\\\r\n"
                                               "\r\n"
                                               "run_string ls | wc\r\n"
                                               "err bad\r\n"
                                               "returns 2\r\n")
                                 .string();
    FakeProcesses fake;
    fake.replay(name);
    CHECK(check_output({"git", "log", "--format=%an %s"}) == "Ann \xe2\x82\xac\nno end");
    const CompletedProcess done = run("ls | wc", shell = true, capture_output = true);
    CHECK(done.stderr_ == "bad\n");
    CHECK(done.returncode == 2);
}

TEST_CASE_METHOD(Census, "a recording tells a string from a list of one word") {
    const std::string name = file("recording", "subprocess recording 1\n"
                                               "run 'ls | wc'\n"
                                               "returns 1\n"
                                               "run_string ls | wc\n"
                                               "returns 2\n")
                                 .string();
    FakeProcesses fake;
    fake.replay(name);
    CHECK(call("ls | wc", shell = true) == 2);
    CHECK(call({"ls | wc"}) == 1);
}

TEST_CASE_METHOD(Census, "a process that was ended by its caller may get another input than the recorded beginning") {
    const std::string name = file("recording", "subprocess recording 1\n"
                                               "run cat\n"
                                               "in beginning\n"
                                               "out said\n"
                                               "hangs\n")
                                 .string();
    FakeProcesses fake;
    fake.replay(name);
    Popen process({"cat"}, stdin_ = PIPE, stdout_ = PIPE);
    process.stdin_.write("something else");
    process.stdin_.close();
    CHECK(process.stdout_.readline() == "said\n");
    process.kill();
    CHECK(fake.unexpected().empty());
}

TEST_CASE_METHOD(Census, "a line of a recording that is not understood is named") {
    const auto complaint = [&](const std::string& content) {
        const std::string name = file("bad", content).string();
        FakeProcesses fake;
        try {
            fake.replay(name);
        } catch (const ValueError& error) {
            return std::string(error.what()).substr(name.size());
        }
        return std::string();
    };
    CHECK(complaint("") == ":1: a recording begins with 'subprocess recording 1'");
    CHECK(complaint("subprocess recording 1\nout x\n") == ":2: 'run' or 'run_string' is expected");
    CHECK(complaint("subprocess recording 1\nrun ls\nprints x\n") == ":3: 'prints' is not known");
    CHECK(complaint("subprocess recording 1\nrun ls\nreturns x\n") == ":3: a number is expected, and not 'x'");
    CHECK(complaint("subprocess recording 1\nrun ls\nreturns 99999999999\n") ==
          ":3: a number is expected, and not '99999999999'");
    CHECK(complaint("subprocess recording 1\nrun ls\nkilled_by -9\n") == ":3: a number is expected, and not '-9'");
    CHECK(complaint("subprocess recording 1\nrun ls\nout \\q\n") ==
          ":3: a backslash is followed by none of \\, n, r, t and x");
    CHECK(complaint("subprocess recording 1\nrun ls\nout \\xg0\n") == ":3: \\x needs two digits of 0123456789abcdef");
    CHECK(complaint("subprocess recording 1\nrun 'ls\n") == ":2: No closing quotation");
    CHECK_THROWS_AS(FakeProcesses().replay(in_folder(*this, "none")), FileNotFoundError);
}

TEST_CASE_METHOD(Census, "streams that a call does not give to its child are left alone by a recording") {
    const std::string name = in_folder(*this, "recording");
    const std::string log = in_folder(*this, "log");
    {
        const Recording recording(name);
        CHECK_THROWS_AS(FakeProcesses(), ValueError);
        run(child("to", 1, "a", "to", 2, "b"), stdin_ = DEVNULL, stdout_ = append(log), stderr_ = STDOUT);
    }
    CHECK(content_of(log) == "ab");
    CHECK_THAT(content_of(name), EndsWith("\nout ab\\\nreturns 0\n"));
    CHECK_THROWS_AS(Recording(in_folder(*this, "no folder/recording")), FileNotFoundError);
}
