// The examples of docs/cookbook.md: one command, its output, its input, its failures.
#include <subprocess.hpp>
#include <subprocess/which.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;

void output() {
    // [output]
    std::string version = sp::check_output({"sh", "-c", "echo 1.2.3"}); // throws if the command fails
    // [/output]
    std::cout << version;

    // [both]
    auto result = sp::run({"sh", "-c", "echo data; echo warning >&2"}, sp::capture_output = true);
    std::cout << "out: " << result.stdout_ << "err: " << result.stderr_;
    // [/both]

    // [merged]
    std::string log = sp::check_output({"sh", "-c", "echo one; echo two >&2; echo three"}, sp::stderr_ = sp::STDOUT);
    // [/merged]
    std::cout << log;

    // [only_errors]
    auto quiet =
        sp::run({"sh", "-c", "echo noise; echo reason >&2"}, sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::PIPE);
    // [/only_errors]
    std::cout << quiet.stderr_;

    // [lines]
    auto listed = sp::run({"printf", "a b\nc d\n"}, sp::stdout_ = sp::PIPE, sp::check = true);
    std::vector<std::string> names = listed.stdout_.splitlines();
    // [/lines]
    std::cout << names.size() << " lines, the last is " << names.back() << '\n';

    // [words]
    sp::Output state = sp::run({"echo", " running  since noon "}, sp::stdout_ = sp::PIPE, sp::text = true).stdout_;
    std::string trimmed = state.strip();            // "running  since noon"
    std::vector<std::string> words = state.split(); // "running", "since", "noon"
    bool runs = state.find("running") != std::string::npos;
    // [/words]
    std::cout << trimmed << ", " << words.size() << " words, runs: " << runs << '\n';

    // [status]
    bool matches = sp::run({"grep", "-q", "needle"}, sp::input = "hay, needle, hay\n").returncode == 0;
    // [/status]
    std::cout << "matches: " << matches << '\n';

    // [text]
    std::string text = sp::check_output({"printf", "caf\\351\\r\\n"}, sp::encoding = "latin-1");
    // [/text]
    std::cout << text;
}

void input() {
    // [input]
    std::string sorted = sp::check_output({"sort"}, sp::input = "pear\napple\n");
    // [/input]
    std::cout << sorted;

    // [bytes]
    std::vector<unsigned char> bytes{0x00, 0xff, 0x0a};
    std::string count = sp::check_output({"wc", "-c"}, sp::input = bytes);
    // [/bytes]
    std::cout << std::stoi(count) << " bytes\n";

    // [no_input]
    std::string nothing = sp::check_output({"cat"}, sp::stdin_ = sp::DEVNULL);
    // [/no_input]
    std::cout << nothing.size() << " bytes\n";
}

void files() {
    const std::filesystem::path folder = std::filesystem::temp_directory_path();
    const std::filesystem::path log = folder / "subprocess-cookbook.log";
    // [files]
    sp::run({"sh", "-c", "echo first; echo failed >&2"}, sp::stdout_ = sp::open(log, "w"), sp::stderr_ = sp::STDOUT);
    sp::run({"echo", "second"}, sp::stdout_ = sp::append(log));
    sp::run({"cat"}, sp::stdin_ = sp::open(log));
    // [/files]
    std::filesystem::remove(log);

    // [own_streams]
    std::fflush(stdout);                                        // first write what is in C's buffer
    sp::run({"echo", "to a FILE*"}, sp::stdout_ = stdout);      // or any other open FILE*
    sp::run({"echo", "to a descriptor"}, sp::stdout_ = 1);      // on Windows, one of the C runtime
    sp::run({"sh", "-c", "echo up >&2"}, sp::stderr_ = stdout); // its stderr goes to our stdout
    // [/own_streams]
}

void failures() {
    // [errors]
    try {
        sp::run({"sh", "-c", "echo no space left >&2; exit 2"}, sp::check = true, sp::stderr_ = sp::PIPE);
    } catch (const sp::CalledProcessError& failed) {
        std::cout << "returned " << failed.returncode << ": " << failed.stderr_;
    } catch (const sp::FileNotFoundError& missing) {
        std::cout << "please install " << missing.filename << '\n';
    }
    // [/errors]

    // [ok_codes]
    std::string found = sp::check_output({"grep", "root", "/dev/null"}, sp::ok_codes = {0, 1}); // 1: no line matches
    // [/ok_codes]
    std::cout << found.size() << " bytes were found\n";

    // [which]
    if (sp::which("no-such-editor") == sp::None)
        std::cout << "please install no-such-editor\n";
    // [/which]

    // [retry]
    sp::CompletedProcess attempt;
    for (int i = 0; i < 3; ++i) {
        attempt = sp::run({"sh", "-c", "exit 1"});
        if (attempt.returncode == 0)
            break;
    }
    std::cout << "gave up: " << attempt.returncode << '\n';
    // [/retry]
}

void time_limits() {
    // [timeout]
    try {
        sp::run({"sh", "-c", "echo so far; exec sleep 60"}, sp::capture_output = true, sp::timeout = 1s);
    } catch (const sp::TimeoutExpired& late) { // it was killed
        std::cout << "after " << late.timeout << " s: " << late.stdout_;
    }
    // [/timeout]

    // [politely]
    try {
        sp::run({"sh", "-c", "trap 'echo tidied up; exit' TERM; while :; do sleep 0.1; done"}, sp::stdout_ = sp::PIPE,
                sp::timeout = 1s, sp::grace = 5s); // SIGTERM after 1 s, SIGKILL after 6 s
    } catch (const sp::TimeoutExpired& late) {
        std::cout << late.stdout_;
    }
    // [/politely]

    // [stop]
    sp::Popen server({"sleep", "60"}, sp::grace = {{SIGINT, 2s}, {SIGTERM, 5s}});
    int code = server.stop(); // returns as soon as it has ended
    // [/stop]
    std::cout << "ended by SIGINT: " << (code == -SIGINT) << '\n';
}

void surroundings() {
    // [cwd]
    std::string where = sp::check_output({"pwd"}, sp::cwd = std::filesystem::path("/"));
    // [/cwd]
    std::cout << where;

    // [env]
    sp::run({"sh", "-c", "echo $LANG"}, sp::env = {sp::os_environ, {"LANG", "C.UTF-8"}, {"PAGER", sp::None}});
    // [/env]

    // [env_map]
    std::map<std::string, std::string> more = {{"LANG", "C.UTF-8"}, {"TERM", "dumb"}};
    sp::run({"sh", "-c", "echo $TERM"}, sp::env = {sp::os_environ, more});
    // [/env_map]

    // [kept_env]
    sp::Environment environment = sp::os_environ.copy();
    environment["PATH"] = "/opt/tool/bin:" + environment.get("PATH", "/usr/bin:/bin");
    environment.erase("DISPLAY");
    sp::run({"sh", "-c", "echo ${PATH%%:*}"}, sp::env = environment);
    // [/kept_env]
}

void shell() {
    const std::string file_name = "it's; a name";
    // [shell]
    sp::run("seq 20 | tail -n 1", sp::shell = true); // a fixed text is harmless
    // [/shell]

    // [shell_words]
    sp::run({R"(printf '%s\n' "$1" | tr a-z A-Z)", "sh", file_name}, sp::shell = true); // $0 is "sh", $1 the name
    // [/shell_words]
}

// [wrapper]
template <class... K> sp::CompletedProcess say(std::vector<std::string> words, K&&... keywords) {
    words.insert(words.begin(), {"echo"});
    return sp::run(words, std::forward<K>(keywords)...);
}
// [/wrapper]

// [wrapper_args]
template <class... K> sp::CompletedProcess traced(sp::Args command, K&&... keywords) {
    std::cout << "+ " << sp::Command(command) << '\n';
    return sp::run(std::move(command), std::forward<K>(keywords)...);
}
// [/wrapper_args]

void options() {
    // [options]
    sp::Options build;
    build.cwd = "/";
    build.check = true;
    build.timeout = 10min;
    sp::run({"echo", "configure"}, build);
    sp::run({"echo", "compile"}, build, sp::timeout = 1h); // the later setting wins
    // [/options]
    say({"said"}, sp::check = true);
    traced({"echo", "traced"}, sp::check = true);
}

int main() {
    std::cout << std::unitbuf << std::boolalpha; // the children write to the same stdout
    output();
    input();
    files();
    failures();
    time_limits();
    surroundings();
    shell();
    options();
}
