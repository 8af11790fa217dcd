// run_pipeline(): commands that read what the one before them writes.
#include "support/helpers.hpp"
#include "support/sinks.hpp"

#include <sstream>

using namespace subprocess;
using namespace tests;

namespace {

std::string printed(const CompletedPipeline& pipeline) {
    std::ostringstream out;
    out << pipeline;
    return out.str();
}

} // namespace

TEST_CASE_METHOD(Census, "each command of a pipeline reads what the one before it writes") {
    const CompletedPipeline done =
        run_pipeline(child("to", 1, "hello"), child("cat"), child("cat", "exit", 3), capture_output = true);
    CHECK(done.stdout_ == "hello");
    CHECK(done.stderr_ == "");
    CHECK(done.returncodes == std::vector<int>{0, 0, 3});
    CHECK(done.commands == std::vector<Command>{Command(child("to", 1, "hello")), Command(child("cat")),
                                                Command(child("cat", "exit", 3))});
    CHECK(done.usages.size() == 3);
    CHECK(done.usages.back() != None);
    CHECK_FALSE(done.leaked);
    CHECK(done.left_behind == 0);
}

TEST_CASE_METHOD(Census, "two to eight stages go one after the other") {
    const Stage cat = child("cat");
    CHECK(run_pipeline(cat, cat, input = "2", stdout_ = PIPE).stdout_ == "2");
    CHECK(run_pipeline(cat, cat, cat, cat, input = "4", stdout_ = PIPE).stdout_ == "4");
    CHECK(run_pipeline(cat, cat, cat, cat, cat, input = "5", stdout_ = PIPE).stdout_ == "5");
    CHECK(run_pipeline(cat, cat, cat, cat, cat, cat, input = "6", stdout_ = PIPE).stdout_ == "6");
    CHECK(run_pipeline(cat, cat, cat, cat, cat, cat, cat, input = "7", stdout_ = PIPE).stdout_ == "7");
    CHECK(run_pipeline(cat, cat, cat, cat, cat, cat, cat, cat, input = "8", stdout_ = PIPE).stdout_ == "8");
}

TEST_CASE_METHOD(Census, "words in braces, strings and Commands are stages") {
    const Command cat(child("cat"));
    const std::string in_quotes = in_shell("cat");
    CHECK(run_pipeline({CHILD_PROGRAM, "to", "1", "x"}, cat, {CHILD_PROGRAM, "cat"}, stdout_ = PIPE).stdout_ == "x");
    CHECK(run_pipeline(in_shell("to", 1, "x"), in_quotes, stdout_ = PIPE, shell = true).stdout_ == "x");
}

TEST_CASE_METHOD(Census, "a pipeline is a range of commands or of stages, too") {
    const std::vector<std::vector<std::string>> commands(10, child("cat"));
    CHECK(run_pipeline(commands, input = "text", stdout_ = PIPE).stdout_ == "text");
    std::vector<Stage> stages(11, child("cat"));
    stages.push_back(through([](std::string_view in, std::string& out) { out += in; }));
    stages.push_back(child("cat"));
    CHECK(run_pipeline(stages, input = "text", stdout_ = PIPE).returncodes == std::vector<int>(12, 0));
}

TEST_CASE_METHOD(Census, "a pipeline of fewer than two stages is refused") {
    CHECK(text_of<ValueError>([] { run_pipeline(std::vector<Stage>()); }) ==
          "a pipeline has at least two stages, and not 0");
    CHECK_THROWS_AS(run_pipeline(std::vector<Command>{Command(child("cat"))}), ValueError);
}

TEST_CASE_METHOD(Census, "much more goes through a pipeline than its pipes hold") {
    const std::string much(3'000'000, 'm');
    CHECK((run_pipeline(child("cat"), child("cat"), child("cat"), input = much, stdout_ = PIPE).stdout_ == much));
}

TEST_CASE_METHOD(Census, "a pipeline takes text, sinks and sources at its ends") {
    CHECK(run_pipeline(child("cat"), child("cat"), input = "\u00e4\n", stdout_ = PIPE, encoding = "utf-16").stdout_ ==
          "\u00e4\n");
    CHECK(run_pipeline(child("cat"), child("bytes", 1, in_hex("a\r\nb")), stdout_ = PIPE, stdin_ = PIPE, text = true)
              .stdout_ == "a\nb");
    Lines lines;
    const std::vector<std::string> pieces{"one\n", "two\n"};
    run_pipeline(child("cat"), child("cat"), stdin_ = pieces, stdout_ = into(lines));
    CHECK(lines == Lines{"one", "two"});
    CHECK(run_pipeline(child("cat"), child("cat"), input = "1234567", stdout_ = last_bytes(3)).stdout_ == "567");
}

TEST_CASE_METHOD(Census, "files and DEVNULL are ends of a pipeline") {
    const NewFile file;
    run_pipeline(child("to", 1, "first"), child("cat"), stdout_ = append(file.path()));
    run_pipeline(child("cat"), child("cat", "to", 2, "!"), stdin_ = open(file.path()), stderr_ = append(file.path()),
                 stdout_ = DEVNULL);
    CHECK(file.content() == "first!");
    CHECK(run_pipeline(child("cat"), child("cat"), stdin_ = DEVNULL, stdout_ = PIPE).stdout_ == "");
}

TEST_CASE_METHOD(Census, "a pipeline can read from one Popen and write to another one") {
    Popen first(child("to", 1, "text"), stdout_ = PIPE);
    Popen last(child("cat"), stdin_ = PIPE, stdout_ = PIPE);
    run_pipeline(child("cat"), child("cat"), stdin_ = first.stdout_, stdout_ = last.stdin_);
    first.stdout_.close();
    CHECK(last.communicate().stdout_ == "text");
}

TEST_CASE_METHOD(Census, "all commands share stderr, unless a stage has its own") {
    const auto loud = [](const char* what) { return child("to", 2, what, "cat"); };
    const CompletedPipeline done = run_pipeline(loud("a"), stage(loud("b"), stderr_ = DEVNULL), loud("c"),
                                                capture_output = true, stdin_ = DEVNULL);
    CHECK(done.stderr_.size() == 2);
    CHECK(done.stderr_.find("b") == std::string::npos);

    std::string of_stage;
    const auto add = [&](std::string_view bytes) { of_stage += bytes; };
    CHECK(run_pipeline(loud("a"), stage(loud("b"), stderr_ = each_chunk(add)), stderr_ = PIPE, stdin_ = DEVNULL,
                       stdout_ = DEVNULL)
              .stderr_ == "a");
    CHECK(of_stage == "b");
}

TEST_CASE_METHOD(Census, "STDOUT is the stdout of the last command, or that of the stage that has it") {
    const auto loud = [](const char* what) { return child("to", 2, what, "cat"); };
    const std::string together =
        run_pipeline(loud("a"), loud("b"), stdin_ = DEVNULL, stdout_ = PIPE, stderr_ = STDOUT).stdout_;
    CHECK((together == "ab" || together == "ba"));
    const CompletedPipeline done = run_pipeline(stage(loud("a"), stderr_ = STDOUT), child("cat", "to", 1, "!"),
                                                stdin_ = DEVNULL, capture_output = true);
    CHECK(done.stdout_ == "a!");
    CHECK(done.stderr_ == "");
    CHECK(run_pipeline(child("cat"), child("cat"), input = "x", stdout_ = STDERR, stderr_ = PIPE).stderr_ == "x");
}

TEST_CASE_METHOD(Census, "a stage has keywords of its own, which win over those of the pipeline") {
    const std::filesystem::path folder = std::filesystem::canonical(std::filesystem::temp_directory_path());
    const std::filesystem::path parent = folder.parent_path();
    Options options;
    options.cwd = folder;
    const CompletedPipeline done =
        run_pipeline(stage(child("to", 1, "", "cwd"), cwd = parent), child("cat", "cwd"),
                     stage(child("cat", "cwd"), options, env = os_environ), stdout_ = PIPE, cwd = folder);
    CHECK(done.stdout_ == parent.string() + folder.string() + folder.string());
}

TEST_CASE_METHOD(Census, "a Stage keeps what it was given") {
    std::vector<Stage> stages;
    {
        std::string word = "a text that is too long for the inside of a string";
        stages.push_back(stage({CHILD_PROGRAM, "to", "1", word, "cat", "env"}, env = {{"NAME", word}}));
        word.assign(word.size(), 'x');
    }
    stages.push_back(stages.front());
    const std::string kept = "a text that is too long for the inside of a string";
    CHECK_THAT(run_pipeline(stages, stdin_ = DEVNULL, stdout_ = PIPE).stdout_,
               ContainsSubstring(kept + kept + "NAME=" + kept + "\n"));
}

TEST_CASE_METHOD(Census, "what a stage or a pipeline cannot have is refused") {
    Options with_input;
    with_input.input = "text";
    CHECK(text_of<ValueError>([&] { (void)stage({"a"}, with_input); }) == "stage takes no input");
    CHECK_THROWS_AS(run_pipeline(stage(child("cat"), stderr_ = PIPE), child("cat")), ValueError);
    Options captured;
    captured.capture_output = true;
    CHECK_THROWS_AS(run_pipeline(child("cat"), child("cat"), captured, stdout_ = PIPE), ValueError);
    CHECK_THROWS_AS(run_pipeline(child("cat"), child("cat"), with_input, stdin_ = PIPE), ValueError);
    CHECK_THROWS_AS(run_pipeline(child("cat"), child("cat"), idle_timeout = 1s), ValueError);
    CHECK_THROWS_AS(run_pipeline(child("cat"), child("cat"), max_output = 1), ValueError);
}

TEST_CASE_METHOD(Census, "an argument that makes no sense is told with its stage") {
    using Words = std::vector<std::string>;
    CHECK_THAT(text_of<ValueError>([] {
                   run_pipeline(child("cat"), Words{"a", std::string("\0", 1)});
               }),
               StartsWith("embedded null byte (stage 2 of 2: ['a', "));
    CHECK_THAT(text_of<ValueError>([] { run_pipeline(Words(), child("cat")); }), EndsWith(" (stage 1 of 2: [])"));
}

TEST_CASE_METHOD(Census, "a pipeline of which one stage cannot start is ended, and the stage is named") {
    const Gate gate; // stays closed: no command ends by itself
    const auto start = [&] {
        run_pipeline(child("until", 0), {"/nonexistent"}, {"/nonexistent"}, stdin_ = gate, capture_output = true);
    };
    const auto error = thrown<FileNotFoundError>(start);
    CHECK(error.filename == "/nonexistent");
    CHECK_THAT(error.what(), EndsWith("'/nonexistent' (stage 2 of 3: ['/nonexistent'])"));
    const auto without_folder = [&] {
        run_pipeline(child("until", 0), through([](std::string_view, std::string&) {}),
                     stage(child("cat"), cwd = "/nonexistent"), stdin_ = gate);
    };
    CHECK_THROWS_WITH(without_folder(), ContainsSubstring("(stage 3 of 3: "));
}

TEST_CASE_METHOD(Census, "with check a failed command is an error that has everything") {
    const auto fail = [] {
        run_pipeline(child("to", 1, "out", "exit", 1), child("cat"), child("to", 2, "err", "cat", "exit", 2),
                     capture_output = true, check = true);
    };
    const auto error = thrown<PipelineError>(fail);
    CHECK(error.commands.size() == 3);
    CHECK(error.returncodes == std::vector<int>{1, 0, 2});
    CHECK(error.failed == std::vector<std::size_t>{0, 2});
    CHECK(error.stdout_ == "out");
    CHECK(error.output() == "out");
    CHECK(error.stderr_ == "err");
    CHECK(run_pipeline(child("exit", 0), child("cat"), check = true).returncodes == std::vector<int>{0, 0});
    const CompletedPipeline done = run_pipeline(child("exit", 1), child("cat"));
    CHECK_THROWS_AS(done.check_returncodes(), PipelineError);
}

TEST_CASE("pipelines and their errors are written as Python would") {
    CompletedPipeline done;
    done.commands = {Command{"false"}, Command("wc -l")};
    done.returncodes = {1, 0};
    CHECK(printed(done) == "CompletedPipeline(commands=[['false'], 'wc -l'], returncodes=[1, 0])");
    done.stdout_ = Output("x");
    CHECK(printed(done) == "CompletedPipeline(commands=[['false'], 'wc -l'], returncodes=[1, 0], stdout=b'x')");
    const auto error = thrown<PipelineError>([&] { done.check_returncodes(); });
    CHECK(std::string(error.what()) == "Pipeline failed: command 0 ['false'] returned 1");
    std::ostringstream out;
    out << error;
    CHECK(out.str() == "PipelineError([['false'], 'wc -l'], [1, 0])");
    done.returncodes = {0, 0};
    CHECK(&done.check_returncodes() == &done);
}
