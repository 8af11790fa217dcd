// Redirections of a child's stdin, stdout and stderr.
#include "support/helpers.hpp"

#include <cstdio>
#include <memory>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

namespace {

/// Closes a C stream.
struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using CFile = std::unique_ptr<std::FILE, Closer>;

std::vector<std::string> talkative() {
    return child("to", 1, "out", "to", 2, "err");
}

} // namespace

TEST_CASE_METHOD(Census, "PIPE makes a stream and anything else leaves it None", "[py-53][py-55]") {
    Popen piped(child("cat"), stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE);
    CHECK(piped.stdin_ != None);
    CHECK(piped.stdout_ != None);
    CHECK(piped.stderr_ != None);
    piped.communicate();
    Popen other(child("exit", 0), stdin_ = DEVNULL, stderr_ = STDOUT);
    CHECK(other.stdin_ == None);
    CHECK(other.stdout_ == None);
    CHECK(other.stderr_ == None);
}

TEST_CASE_METHOD(Census, "without redirections a child has the parent's streams", "[py-54]") {
    {
        const Diverted out(1, folder() / "out");
        const Diverted err(2, folder() / "err");
        run(talkative());
    }
    CHECK(content_of(folder() / "out") == "out");
    CHECK(content_of(folder() / "err") == "err");
}

TEST_CASE_METHOD(Census, "DEVNULL is empty and takes everything", "[lesson-29][py-56]") {
    const auto command = child("cat", "repeat", 1, 1000, "0123456789", "repeat", 2, 1000, "0123456789", "exit", 3);
    CHECK(run(command, stdin_ = DEVNULL, stdout_ = DEVNULL, stderr_ = DEVNULL).returncode == 3);
}

TEST_CASE_METHOD(Census, "stdin from the null device is at end of file", "[lesson-28][py-56]") {
    CHECK(check_output(child("cat"), stdin_ = DEVNULL) == "");
}

TEST_CASE_METHOD(Census, "a stream can be an fd, a FILE*, a File, or any object with fileno",
                 "[lesson-28][py-53][py-57]") {
    const fs::path path = file("text", "text");
    const auto command = child("cat");
    CHECK(check_output(command, stdin_ = open(path)) == "text");
    CHECK(check_output(command, stdin_ = CFile(std::fopen(path.string().c_str(), "rb")).get()) == "text");
    CHECK(check_output(command, stdin_ = Descriptor(path).fileno()) == "text");
    struct Mine {
        Descriptor inner;
        int fileno() const { return inner.fileno(); }
    };
    CHECK(check_output(command, stdin_ = Mine{Descriptor(path)}) == "text");
}

TEST_CASE_METHOD(Census, "a missing input file is an error and is not created", "[lesson-28]") {
    const fs::path path = folder() / "missing";
    CHECK(thrown<FileNotFoundError>([&] { run(child("cat"), stdin_ = open(path)); }).filename == path);
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE_METHOD(Census, "opening a file for writing truncates it", "[lesson-27]") {
    const fs::path path = file("log", "a long former content");
    run(child("to", 1, "new"), stdout_ = open(path, "w"));
    CHECK(content_of(path) == "new");
}

TEST_CASE_METHOD(Census, "appending keeps the file's content", "[lesson-27]") {
    const fs::path path = file("log", "old ");
    run(child("to", 1, "new"), stdout_ = open(path, "a"));
    CHECK(content_of(path) == "old new");
}

TEST_CASE_METHOD(Census, "a C stream is neither flushed nor repositioned", "[py-57]") {
    const fs::path path = file("text", "0123456789");
    const CFile stream(std::fopen(path.string().c_str(), "rb"));
    CHECK(std::fgetc(stream.get()) == '0');
    CHECK(check_output(child("cat"), stdin_ = stream.get()) == ""); // the whole file is already in C's buffer
}

TEST_CASE_METHOD(Census, "the same file can be used for two streams", "[lesson-23][py-61]") {
    const fs::path path = folder() / "both";
    const File both = open(path, "w");
    run(child("to", 1, "a", "to", 2, "b", "to", 1, "c"), stdout_ = both, stderr_ = both);
    CHECK(content_of(path) == "abc");
}

TEST_CASE_METHOD(Census, "one file may be stdin and stdout at once", "[lesson-23][py-61]") {
    const fs::path path = file("inout", "12");
    const File inout = open(path, "r+");
    run(child("read", 0, 1, "to", 1, "x"), stdin_ = inout, stdout_ = inout);
    CHECK(content_of(path) == "1x");
}

TEST_CASE_METHOD(Census, "STDOUT sends stderr to the pipe of stdout, in order", "[lesson-25][py-59]") {
    CHECK(check_output(child("to", 1, "a", "to", 2, "b", "to", 1, "c"), stderr_ = STDOUT) == "abc");
}

TEST_CASE_METHOD(Census, "STDOUT sends stderr to the file of stdout", "[lesson-25][py-59]") {
    const fs::path path = folder() / "both";
    run(talkative(), stdout_ = open(path, "w"), stderr_ = STDOUT);
    CHECK(content_of(path) == "outerr");
}

TEST_CASE_METHOD(Census, "STDOUT sends stderr to an inherited stdout", "[lesson-25][py-60]") {
    {
        const Diverted out(1, folder() / "out");
        run(talkative(), stderr_ = STDOUT);
    }
    CHECK(content_of(folder() / "out") == "outerr");
}

TEST_CASE_METHOD(Census, "stdout can go to stderr by its number", "[lesson-25][py-58]") {
    {
        const Diverted err(2, folder() / "err");
        run(talkative(), stdout_ = 2);
    }
    CHECK(content_of(folder() / "err") == "outerr");
}

TEST_CASE_METHOD(Census, "the parent's own stdout may be given by number", "[py-58]") {
    {
        const Diverted out(1, folder() / "out");
        run(talkative(), stdout_ = 1, stderr_ = DEVNULL);
    }
    CHECK(content_of(folder() / "out") == "out");
}

TEST_CASE_METHOD(Census, "the order of the keywords does not matter", "[lesson-26]") {
    CHECK(run(talkative(), stderr_ = STDOUT, stdout_ = PIPE).stdout_ == "outerr");
    CHECK(run(talkative(), stdout_ = PIPE, stderr_ = STDOUT).stdout_ == "outerr");
}

TEST_CASE_METHOD(Census, "the stdout of one child can be the stdin of another", "[py-73]") {
    Popen first(child("to", 1, "through a pipe"), stdout_ = PIPE);
    Popen second(child("cat"), stdin_ = first.stdout_, stdout_ = PIPE);
    first.stdout_.close();
    CHECK(second.communicate().stdout_ == "through a pipe");
    CHECK(first.wait() == 0);
}

TEST_CASE_METHOD(Census, "the caller's files stay open", "[py-68]") {
    const fs::path path = folder() / "log";
    const File log = open(path, "w");
    run(child("to", 1, "one "), stdout_ = log);
    run(child("to", 1, "two"), stdout_ = log);
    CHECK(content_of(path) == "one two");
}

// Files alone ---------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "open accepts Python's modes", "") {
    const fs::path path = file("text", "text");
    CHECK_FALSE(open(path, "rb").closed());
    CHECK(thrown<OSError>([&] { (void)open(path, "x"); }).code() == std::errc::file_exists);
    CHECK_THROWS_AS(open(path, "q"), ValueError);
    CHECK_THROWS_AS(open(path, "rw"), ValueError);
    CHECK(content_of(path) == "text");
}

TEST_CASE_METHOD(Census, "using a closed File throws", "[py-212]") {
    File opened = open(file("text", "text"));
    opened.close();
    opened.close();
    CHECK(opened.closed());
    CHECK_THROWS_AS(opened.fileno(), ValueError);
    CHECK_THROWS_AS(run(child("cat"), stdin_ = opened), ValueError);
}

TEST_CASE_METHOD(Census, "detach releases the file", "") {
    File opened = open(file("text", "text"));
    const Handle kept(opened.detach());
    CHECK(opened.closed());
    CHECK(check_output(child("cat"), stdin_ = kept) == "text");
}
