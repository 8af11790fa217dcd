// secret(): the child gets the real bytes, and everything that the library says shows `***`.
#include "support/auditor.hpp"
#include "support/helpers.hpp"

#include <subprocess/list2cmdline.hpp>
#include <subprocess/shlex.hpp>

#include <map>
#include <optional>
#include <sstream>

using namespace subprocess;
using namespace tests;

namespace {

const std::string hidden_token = "s3cr3t-t0ken";

template <class T> std::string written(const T& object) {
    std::ostringstream stream;
    stream << object;
    return stream.str();
}

std::string as_printed_by_child(const std::vector<std::string>& words) {
    std::vector<std::string> all = {CHILD_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    return as_printed(all);
}

/// What the child has got, for a command whose last words are secrets.
std::string received_by_child(const Command& command) {
    return run(command, stdout_ = PIPE, check = true).stdout_;
}

} // namespace

// Words ---------------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "the child gets the secret, and the result shows stars", "") {
    const CompletedProcess result = run({CHILD_PROGRAM, "args", secret(hidden_token), "end"}, capture_output = true);
    CHECK(result.stdout_ == as_printed_by_child({hidden_token, "end"}));
    CHECK(result.args.list() == std::vector<std::string>{CHILD_PROGRAM, "args", "***", "end"});
    CHECK(written(result.args).find(hidden_token) == std::string::npos);
}

TEST_CASE("what is added to a secret is shown", "") {
    CHECK(written("--password=" + secret(hidden_token)) == "--password=***");
    CHECK(written("https://" + secret(std::string(hidden_token)) + "@example.org") == "https://***@example.org");
    CHECK(written(secret("")) == "***");
}

TEST_CASE_METHOD(Census, "the child gets the visible parts around a secret, too", "") {
    CHECK(received_by_child({CHILD_PROGRAM, "args", "--password=" + secret(hidden_token) + ";"}) ==
          as_printed_by_child({"--password=" + hidden_token + ";"}));
}

TEST_CASE_METHOD(Census, "a secret can be a path or any other string", "") {
    CHECK(received_by_child({CHILD_PROGRAM, "args", secret(std::filesystem::path("a b")),
                             secret(std::string_view("c"))}) == as_printed_by_child({"a b", "c"}));
    const char* const nothing = nullptr;
    CHECK_THROWS_AS(secret(nothing), ValueError);
}

TEST_CASE_METHOD(Census, "a Command keeps the secret for the child alone", "") {
    const Command command = {CHILD_PROGRAM, "args", secret(hidden_token)};
    CHECK(command.repr() == Command({CHILD_PROGRAM, "args", "***"}).repr());
    CHECK(command[2] == "***");
    for (const Command& copy : {Command(command), Command(Args(command))})
        CHECK(received_by_child(copy) == as_printed_by_child({hidden_token}));
}

TEST_CASE_METHOD(Census, "a list can have secrets among its words", "") {
    const std::vector<arg::Word> words = {CHILD_PROGRAM, "args", "a"};
    CHECK(received_by_child(Args(words)) == as_printed_by_child({"a"}));
    const Secret hidden = secret(hidden_token);
    std::vector<arg::Word> more = words;
    more.emplace_back(hidden);
    CHECK(received_by_child(Args(more)) == as_printed_by_child({"a", hidden_token}));
}

TEST_CASE_METHOD(Census, "a shell's text can have a secret", "") {
    const Command command = Args(in_shell("args") + " " + secret(hidden_token));
    CHECK(command.str() == in_shell("args") + " ***");
    CHECK(run(command, shell = true, stdout_ = PIPE).stdout_ == as_printed_by_child({hidden_token}));
}

TEST_CASE_METHOD(Census, "the args of a result cannot be started", "") {
    const CompletedProcess result = run({CHILD_PROGRAM, "exit", secret("3")});
    CHECK(result.returncode == 3);
    CHECK_THAT(text_of<ValueError>([&] { run(result.args); }), ContainsSubstring("'***'"));
    const auto error = thrown<CalledProcessError>([&] { result.check_returncode(); });
    CHECK_THROWS_AS(run(error.cmd), ValueError);
    CHECK_THROWS_AS(run(CalledProcessError(1, {CHILD_PROGRAM, "exit", secret("3")}).cmd), ValueError);
}

TEST_CASE_METHOD(Census, "only what hides words refuses to show its words", "") {
    const CompletedProcess result = run(child("exit", 0), env = {{os_environ, {"TOKEN", secret(hidden_token)}}});
    CHECK(shlex::split(shlex::join(result.args)) == child("exit", 0));
}

TEST_CASE("a secret that was moved from is empty", "") {
    Secret from = secret(std::string(100, 'x'));
    const Secret to = std::move(from);
    CHECK(written(from) == "***"); // NOLINT(bugprone-use-after-move)
    CHECK(written(to) == "***");
}

TEST_CASE_METHOD(Census, "a Popen shows stars from its start", "") {
    const Popen process({CHILD_PROGRAM, "args", secret(hidden_token)}, stdout_ = DEVNULL);
    CHECK(process.args[2] == "***");
    CHECK_THROWS_AS(run(process.args), ValueError);
}

TEST_CASE("a secret does not become a string", "") {
    static_assert(!std::is_convertible_v<Secret, std::string_view> && !std::is_convertible_v<Secret, std::string>);
    CHECK_THROWS_AS(shlex::quote(secret(hidden_token)), ValueError);
    CHECK_THROWS_AS(shlex::join({"a", secret(hidden_token)}), ValueError);
    CHECK_THROWS_AS(list2cmdline({"a", secret(hidden_token)}), ValueError);
    CHECK_THROWS_AS(Args(Command("mysql -p" + secret(hidden_token))).text().str(), ValueError);
    Environment environment;
    CHECK_THROWS_AS(environment.update(std::map<std::string, Secret>{{"A", secret(hidden_token)}}), ValueError);
}

// Variables -----------------------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "a value in env can be a secret", "") {
    const auto variables = [](const auto& value) {
        return own_variables(run(child("env"), stdout_ = PIPE, env = value, check = true).stdout_);
    };
    const Environment plain = {{"A", "1"}, {"TOKEN", "old"}};
    const std::map<std::string, Secret> hidden = {{"TOKEN", secret(hidden_token)}};
    CHECK(variables(hidden) == "TOKEN=" + hidden_token + "\n");
    CHECK(own_variables(check_output(child("env"), env = {plain, hidden})) == "A=1\nTOKEN=" + hidden_token + "\n");
    CHECK(own_variables(check_output(child("env"), env = {hidden, {"TOKEN", "old"}})) == "TOKEN=old\n");
    CHECK(own_variables(check_output(child("env"), env = {hidden, {"TOKEN", secret("other")}})) == "TOKEN=other\n");
    CHECK(own_variables(check_output(child("env"), env = {hidden, {"TOKEN", None}})) == "");
    CHECK(own_variables(check_output(child("env"), env = {{"B", "x:" + secret(hidden_token)}})) ==
          "B=x:" + hidden_token + "\n");
    CHECK(own_variables(check_output(child("env"), env = {{"B", std::optional<Secret>()}})) == "");
}

TEST_CASE_METHOD(Census, "an Options keeps the secrets of its env", "") {
    Options options;
    options.env = {{"A", "1"}, {"TOKEN", secret(std::string(hidden_token))}};
    const Options copy = options;
    CHECK(own_variables(check_output(child("env"), copy)) == "A=1\nTOKEN=" + hidden_token + "\n");
}

TEST_CASE_METHOD(Census, "a name in env cannot be a secret", "") {
    CHECK_THROWS_AS(run(child("env"), env = {{secret("NAME"), "value"}}), ValueError);
}

// What the library says -----------------------------------------------------------------------------------------------

TEST_CASE_METHOD(Census, "the audit hook sees stars", "") {
    const Auditor auditor;
    run({CHILD_PROGRAM, "exit", "0", secret(hidden_token)}, env = {{"TOKEN", secret(hidden_token)}, {"A", "1"}});
    CHECK_THROWS_AS(run({"/nonexistent/" + secret(hidden_token)}), FileNotFoundError);
    CHECK(auditor.events == std::vector<std::string>{CHILD_PROGRAM " ['" CHILD_PROGRAM
                                                                   "', 'exit', '0', '***'] None TOKEN=*** A=1",
                                                     "/nonexistent/*** ['/nonexistent/***'] None"});
}

TEST_CASE_METHOD(Census, "the error of a program whose name has a secret shows stars", "") {
    const auto error = thrown<FileNotFoundError>([] { run({"/nonexistent/" + secret(hidden_token)}); });
    CHECK(error.filename == "/nonexistent/***");
    CHECK_THAT(error.what(), EndsWith(": '/nonexistent/***'"));
}

TEST_CASE_METHOD(Census, "exceptions show stars", "") {
    const auto failed = thrown<CalledProcessError>([] {
        run({CHILD_PROGRAM, "exit", "3", secret(hidden_token)}, check = true);
    });
    CHECK_THAT(failed.what(), ContainsSubstring("'exit', '3', '***']"));
    CHECK(failed.cmd[3] == "***");
    const auto late = thrown<TimeoutExpired>([] {
        run({CHILD_PROGRAM, "until", "0", secret(hidden_token)}, stdin_ = Gate(), timeout = moment);
    });
    CHECK_THAT(late.what(), ContainsSubstring("'0', '***']"));
}

TEST_CASE_METHOD(Census, "a pipeline shows stars", "") {
    const auto error = thrown<PipelineError>([] {
        run_pipeline({CHILD_PROGRAM, "exit", "1", secret(hidden_token)}, {CHILD_PROGRAM, "cat"}, check = true);
    });
    CHECK_THAT(error.what(), ContainsSubstring("'1', '***']"));
    CHECK(error.commands[0][3] == "***");
    CHECK_THROWS_AS(run(error.commands[0]), ValueError);
    const auto missing = thrown<FileNotFoundError>([] {
        run_pipeline({"/nonexistent", secret(hidden_token)}, {CHILD_PROGRAM, "cat"});
    });
    CHECK_THAT(missing.what(), EndsWith("(stage 1 of 2: ['/nonexistent', '***'])"));
    const auto late = thrown<TimeoutExpired>([] {
        run_pipeline({CHILD_PROGRAM, "until", "0", secret(hidden_token)}, {CHILD_PROGRAM, "cat"}, stdin_ = Gate(),
                     timeout = moment);
    });
    CHECK_THAT(late.what(), ContainsSubstring("until 0 '***' | "));
}

TEST_CASE_METHOD(Census, "a secret of several lines is hidden, too, where text mode has changed its line ends", "") {
    const std::string key = "first line\r\nsecond line\r\n";
    const auto command = child("bytes", 2, in_hex("key: " + key + "end"), "exit", 1);
    const auto shown = [&](bool is_text) {
        return run(command, env = {os_environ, {"KEY", secret(key)}}, capture_output = true, text = is_text).describe();
    };
    CHECK_THAT(shown(true), EndsWith("\n  stderr: key: ***end"));
    CHECK_THAT(shown(false), EndsWith("\n  stderr: key: ***end"));
}
