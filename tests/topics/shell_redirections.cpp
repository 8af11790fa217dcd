// Redirections that a shell writes as 1>&2, >&- and >>, and pipes of one's own.
#include "support/helpers.hpp"

#include <optional>
#include <type_traits>

using namespace subprocess;
using namespace tests;

namespace fs = std::filesystem;

static_assert(std::is_trivially_copyable_v<arg::Redirect<1>>);

namespace {

constexpr int cannot_write = 99; // the child's code, and also if it cannot read

std::vector<std::string> says_both() {
    return child("to", 1, "out", "to", 2, "err");
}

} // namespace

// STDERR --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "STDERR sends stdout to the pipe of stderr, in order") {
    const CompletedProcess done =
        run(child("to", 1, "a", "to", 2, "b", "to", 1, "c"), stdout_ = STDERR, stderr_ = PIPE);
    CHECK(done.stderr_ == "abc");
    CHECK(done.stdout_ == None);
    Popen process(says_both(), stderr_ = PIPE, stdout_ = STDERR);
    CHECK(process.stdout_ == None);
    CHECK(process.communicate().stderr_ == "outerr");
}

TEST_CASE_METHOD(Census, "STDERR sends stdout to the file of stderr") {
    const fs::path path = folder() / "both";
    run(says_both(), stdout_ = STDERR, stderr_ = open(path, "w"));
    CHECK(content_of(path) == "outerr");
    run(says_both(), stdout_ = STDERR, stderr_ = append(path));
    CHECK(content_of(path) == "outerrouterr");
    CHECK(run(says_both(), stdout_ = STDERR, stderr_ = DEVNULL).returncode == 0);
}

TEST_CASE_METHOD(Census, "STDERR sends stdout to an inherited stderr") {
    {
        const Diverted err(2, folder() / "err");
        run(says_both(), stdout_ = STDERR);
    }
    CHECK(content_of(folder() / "err") == "outerr");
}

TEST_CASE_METHOD(Census, "STDERR in an Options works as in the call") {
    Options options;
    options.stdout_ = STDERR;
    CHECK(run(says_both(), options, stderr_ = PIPE).stderr_ == "outerr");
}

TEST_CASE_METHOD(Census, "stdout and stderr cannot both go where the other one goes") {
    const std::string complaint =
        "stdout_ = STDERR and stderr_ = STDOUT may not both be used: each would go where the other goes";
    CHECK(text_of<ValueError>([] { run({"/nonexistent"}, stdout_ = STDERR, stderr_ = STDOUT); }) == complaint);
    Options options;
    options.stderr_ = STDOUT;
    CHECK(text_of<ValueError>([&] { run({"/nonexistent"}, options, stdout_ = STDERR); }) == complaint);
    CHECK(text_of<ValueError>([&] { call({"/nonexistent"}, stdout_ = STDERR, options); }) == complaint);
}

// CLOSED --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a child cannot use a stream that is CLOSED") {
    const CompletedProcess silent = run(child("to", 1, "x"), stdout_ = CLOSED, stderr_ = PIPE);
    CHECK(silent.returncode == cannot_write);
    CHECK_THAT(*silent.stderr_, StartsWith("child: write"));
    const CompletedProcess deaf = run(child("cat"), stdin_ = CLOSED, stderr_ = PIPE);
    CHECK(deaf.returncode == cannot_write);
    CHECK_THAT(*deaf.stderr_, StartsWith("child: read"));
    CHECK(run(child("to", 2, "x"), stderr_ = CLOSED).returncode == cannot_write);
}

TEST_CASE_METHOD(Census, "a child of which all streams are CLOSED runs") {
    CHECK(call(child("exit", 5), stdin_ = CLOSED, stdout_ = CLOSED, stderr_ = CLOSED) == 5);
    CHECK(call(child("exit", 5), stdin_ = CLOSED, stdout_ = CLOSED, stderr_ = CLOSED, close_fds = false) == 5);
    CHECK(call(child("exit", 5), stdin_ = CLOSED, stdout_ = CLOSED, stderr_ = CLOSED, subprocess::tree = true) == 5);
}

TEST_CASE_METHOD(Census, "what goes where a CLOSED stream goes is closed, too") {
    CHECK(run(child("to", 2, "x"), stdout_ = CLOSED, stderr_ = STDOUT).returncode == cannot_write);
    CHECK(run(child("to", 1, "x"), stdout_ = STDERR, stderr_ = CLOSED).returncode == cannot_write);
}

TEST_CASE_METHOD(Census, "the other streams work beside a CLOSED one") {
    CHECK(run(child("cat"), input = "through", stdout_ = PIPE, stderr_ = CLOSED).stdout_ == "through");
    Options options;
    options.stdin_ = CLOSED;
    CHECK(check_output(child("to", 1, "out"), options) == "out");
    CHECK(run(child("to", 1, "out"), stdin_ = std::optional(CLOSED), stdout_ = PIPE).stdout_ == "out");
}

// append() ------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "append adds to a file, and creates it if it is missing") {
    const fs::path path = folder() / "log";
    run(child("to", 1, "one "), stdout_ = append(path));
    run(child("to", 1, "two "), stdout_ = append(path.string()));
    const std::string name = path.string();
    run(child("to", 2, "three"), stderr_ = std::optional(append(name.c_str())));
    CHECK(content_of(path) == "one two three");
}

TEST_CASE_METHOD(Census, "two streams that are appended to the same file lose nothing") {
    const fs::path path = folder() / "log";
    run(child("to", 1, "a", "to", 2, "b", "to", 1, "c"), stdout_ = append(path), stderr_ = append(path));
    run(child("to", 1, "d", "to", 2, "e"), stdout_ = append(path), stderr_ = STDOUT);
    CHECK(content_of(path) == "abcde");
}

TEST_CASE_METHOD(Census, "an Options keeps the name that is appended to, and opens the file at each start") {
    const fs::path path = folder() / "log";
    Options options;
    options.stdout_ = append(path);
    const Options copy = options;
    options.stdout_ = append(folder() / "other");
    options = copy;
    CHECK_FALSE(fs::exists(path)); // nothing is opened before the start
    run(child("to", 1, "one "), options);
    fs::rename(path, folder() / "old");
    run(child("to", 1, "two"), options);
    CHECK(content_of(folder() / "old") == "one ");
    CHECK(content_of(path) == "two");
}

TEST_CASE_METHOD(Census, "a file that cannot be appended to is named, and nothing is started") {
    const fs::path missing = folder() / "no" / "log";
    CHECK(thrown<FileNotFoundError>([&] { run({"/nonexistent"}, stdout_ = append(missing)); }).filename == missing);
    CHECK_THROWS_AS(append(static_cast<const char*>(nullptr)), ValueError);
    CHECK_THROWS_AS(append(std::string("a\0b", 3)), ValueError);
}

// pipe() --------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a pipe connects two children") {
    auto [reader, writer] = subprocess::pipe();
    Popen first(child("to", 1, "through"), stdout_ = writer);
    writer.close();
    Popen second(child("cat"), stdin_ = reader, stdout_ = PIPE);
    reader.close();
    CHECK(second.communicate().stdout_ == "through");
    CHECK(first.wait() == 0);
}

TEST_CASE_METHOD(Census, "a pipe ends although other children run") {
    auto [reader, writer] = subprocess::pipe();
    const Gate gate;
    Popen bystander(child("until", 0), stdin_ = PIPE);
    run(child("to", 1, "x"), stdout_ = writer);
    writer.close();
    CHECK(check_output(child("cat"), stdin_ = reader) == "x");
    bystander.communicate();
}
