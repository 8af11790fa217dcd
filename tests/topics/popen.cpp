// Popen as an object: moving, destruction, detaching, Options, and printing.
#include "support/helpers.hpp"

#include <sstream>
#include <utility>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

std::string shown(const Popen& process) {
    std::ostringstream text;
    text << process;
    return text.str();
}

} // namespace

TEST_CASE_METHOD(Census, "the constructor of Popen starts the child and keeps its args", "[py-25][py-114]") {
    Popen list({CHILD_PROGRAM, "exit", "3"});
    CHECK(list.pid > 0);
    CHECK(list.args == std::vector<std::string>{CHILD_PROGRAM, "exit", "3"});
    CHECK_FALSE(list.args.is_string());
    CHECK(list.wait() == 3);
    Popen string("exit 3", shell = true);
    CHECK(string.args == "exit 3");
    CHECK(string.wait() == 3);
}

TEST_CASE_METHOD(Census, "the destructor of a Popen closes the pipes and waits", "[py-192][py-198]") {
    int pid = 0;
    {
        Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
        pid = process.pid;
    }
    CHECK_FALSE(exists(pid));
}

TEST_CASE_METHOD(Census, "the destructor of a Popen never kills", "[py-195]") {
    const auto path = folder() / "out";
    { Popen process(child("until", 0, "to", 1, "finished"), stdin_ = PIPE, stdout_ = open(path, "w")); }
    CHECK(content_of(path) == "finished");
}

TEST_CASE_METHOD(Census, "the destructor ignores input that the child does not read", "[py-193]") {
    Popen process(child("exit", 0), stdin_ = PIPE);
    process.stdin_.write("never read");
}

TEST_CASE_METHOD(Census, "a moved-from Popen is inert and the new one works", "[lesson-58]") {
    Popen first(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    const int pid = first.pid;
    Popen second = std::move(first);
    CHECK(first.stdin_.closed());
    CHECK_THROWS_AS(first.kill(), ValueError);
    CHECK_THROWS_AS(first.poll(), ValueError); // None would make a polling loop endless
    CHECK(second.pid == pid);
    CHECK(second.args == child("cat"));
    CHECK(second.communicate("moved").stdout_ == "moved");
    CHECK(second.returncode == 0);
}

TEST_CASE_METHOD(Census, "a timed-out communicate continues after a move", "[lesson-58][py-157]") {
    Gate gate;
    const std::string sent(1 << 20, 'x');
    Popen first(child("until", gate.native_handle(), "cat"), stdin_ = PIPE, stdout_ = PIPE,
                passing({gate.native_handle()}));
    CHECK_THROWS_AS(first.communicate(sent, moment), TimeoutExpired);
    Popen second(std::move(first));
    gate.open();
    CHECK((second.communicate().stdout_ == sent));
}

TEST_CASE_METHOD(Census, "move assignment first ends the old child", "[lesson-58]") {
    const auto path = folder() / "out";
    Popen process(child("until", 0, "to", 1, "first"), stdin_ = PIPE, stdout_ = open(path, "w"));
    process = Popen(child("exit", 2));
    CHECK(content_of(path) == "first");
    CHECK(process.wait() == 2);
}

TEST_CASE_METHOD(Census, "Popens can be stored in containers", "[lesson-58]") {
    std::vector<Popen> processes;
    for (int i = 0; i < 10; ++i)
        processes.push_back(Popen(child("exit", i)));
    for (int i = 0; i < 10; ++i)
        CHECK(processes[static_cast<std::size_t>(i)].wait() == i);
}

// Detaching -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a detached child keeps running and is reaped by cleanup", "[py-196][py-197]") {
    Gate gate;
    LifeLine line;
    const int pid = Popen(child("until", 0), stdin_ = gate, passing({line.native_handle()})).detach();
    line.given();
    CHECK(pid > 0);
    CHECK(line.alive());
    gate.open();
    reap_detached();
    CHECK_FALSE(exists(pid));
}

TEST_CASE_METHOD(Census, "ten detached children are reaped by a later start", "[lesson-57][py-197][py-199]") {
    Gate gate;
    std::vector<int> pids;
    for (int i = 0; i < 10; ++i)
        pids.push_back(Popen(child("until", 0), stdin_ = gate).detach());
    gate.open();
    for (const int pid : pids)
        while (exists(pid))
            run(child("exit", 0));
    run(child("exit", 0)); // on Windows the handles of ended children must still be closed
}

TEST_CASE_METHOD(Census, "cleanup ignores detached children that are still running", "[py-196]") {
    Gate gate;
    const int pid = Popen(child("until", 0), stdin_ = gate).detach();
    cleanup();
    CHECK(exists(pid));
    gate.open();
    reap_detached();
}

TEST_CASE_METHOD(Census, "detaching closes our ends of the pipes", "[beyond-libkqueue]") {
    const std::size_t before = open_fds().size();
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = DEVNULL);
    process.detach();
    { const Popen end = std::move(process); }
    CHECK(open_fds().size() <= before + 1); // the process handle may stay open
    reap_detached();
}

// Options -------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "an Options can be passed like a keyword", "") {
    Options options;
    options.capture_output = true;
    options.input = "text";
    CHECK(run(child("cat"), options).stdout_ == "text");
    CHECK(run(child("cat", "exit", 4), options, text = true).returncode == 4);
}

TEST_CASE_METHOD(Census, "the later of two settings wins", "") {
    Options options;
    options.cwd = "/nonexistent";
    CHECK(check_output(child("cwd"), options, cwd = folder()) == folder().string());
    CHECK_THROWS_AS(check_output(child("cwd"), cwd = folder(), options), OSError);
    Options other;
    other.cwd = folder();
    CHECK(check_output(child("cwd"), options, other) == folder().string());
}

TEST_CASE_METHOD(Census, "cwd can be any directory, with any name and length", "") {
    fs::path place = folder() / u"\u00E4 \u20AC \U0001F600";
    CHECK(fs::create_directory(place));
    CHECK(check_output(child("cwd"), cwd = place) == arg::Path(place).str());
    CHECK(check_output(child("cwd"), cwd = place.u8string()) == arg::Path(place).str());
    place = folder() / std::string(240 - folder().string().size(), 'a'); // Windows allows 258 characters
    CHECK(fs::create_directory(place));
    CHECK(check_output(child("cwd"), cwd = place) == arg::Path(place).str());
}

TEST_CASE_METHOD(Census, "an Options copies its values", "") {
    Options options;
    {
        std::string passing = "a text that is too long for the string itself";
        options.input = passing;
        options.env = std::vector<std::pair<std::string, std::string>>{{"FRUIT", "apple"}};
        passing.assign(passing.size(), '!');
    }
    const Options copy = options;
    CHECK(own_variables(check_output(child("cat", "to", 1, "\n", "env"), copy)) ==
          "a text that is too long for the string itself\nFRUIT=apple\n");
}

TEST_CASE_METHOD(Census, "an option that a function does not accept throws ValueError", "[py-181]") {
    Options late;
    late.timeout = 5;
    CHECK_THROWS_AS(Popen({"/nonexistent"}, late), ValueError);
    Options checked;
    checked.check = true;
    CHECK_THROWS_AS(call({"/nonexistent"}, checked), ValueError);
    CHECK(text_of<ValueError>([&] { (void)check_output({"/nonexistent"}, checked); }) ==
          "check argument not allowed, it will be overridden.");
    Options piped;
    piped.stdout_ = PIPE;
    CHECK(text_of<ValueError>([&] { (void)check_output({"/nonexistent"}, piped); }) ==
          "stdout argument not allowed, it will be overridden.");
}

TEST_CASE_METHOD(Census, "a Popen remembers how its streams were set up", "[py-25][py-202]") {
    Popen process(child("exit", 0), encoding = "UTF-8", errors = "strict", pipesize = -1);
    CHECK(process.encoding == "UTF-8");
    CHECK(process.errors == "strict");
    CHECK(process.text_mode);
    CHECK(process.pipesize == -1);
    Popen plain(child("exit", 0));
    CHECK(plain.encoding == None);
    CHECK_FALSE(plain.text_mode);
}

TEST_CASE_METHOD(Census, "None for a number means the default", "[py-3][py-5][py-23]") {
    Popen process(child("cat"), stdin_ = PIPE, stdout_ = PIPE, bufsize = None, pipesize = None, umask_ = None);
    CHECK(process.pipesize == -1);
    CHECK(process.stdin_.write("buffered") == 8);
    CHECK(process.communicate().stdout_ == "buffered");
}

// Printing ------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a Popen prints as in Python", "[py-214]") {
    Popen process("any name", executable = CHILD_PROGRAM);
    process.wait();
    process.returncode = None;
    CHECK(shown(process) == "<Popen: returncode: None args: 'any name'>");
    process.returncode = 123;
    process.args = {"ls", "it's"};
    CHECK(shown(process) == "<Popen: returncode: 123 args: ['ls', \"it's\"]>");
}

TEST_CASE_METHOD(Census, "a long Popen prints truncated to eighty characters", "[py-214]") {
    Popen process(child("exit", 0));
    process.args = Command(std::string(100, 'x'));
    const std::string start = "<Popen: returncode: None args: '";
    CHECK(shown(process) == start + std::string(44, 'x') + "...>");
    std::string umlauts; // two bytes each
    for (int i = 0; i < 44; ++i)
        umlauts += "\xC3\xBC";
    process.args = Command(umlauts + umlauts);
    CHECK(shown(process) == start + umlauts + "...>");
}
