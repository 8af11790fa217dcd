// The examples of docs/quickstart.md.
#include <subprocess.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace sp = subprocess;
using namespace std::chrono_literals;

void first_call() {
    // [run]
    sp::run({"echo", "hello"});
    // [/run]

    // [returncode]
    int code = sp::run({"sh", "-c", "exit 3"}).returncode;
    // [/returncode]
    std::cout << code << '\n';

    // [words]
    std::filesystem::path directory = "/";
    std::vector<std::string> command{"ls", "-d"};
    command.push_back(directory.string());
    sp::run(command);                 // a list built step by step
    sp::run({"ls", "-d", directory}); // strings and paths together
    sp::run({"head", "-n" + std::to_string(1)}, sp::input = "first\nsecond\n");
    // [/words]
}

void results() {
    // [capture]
    auto result = sp::run({"sh", "-c", "echo out; echo err >&2"}, sp::capture_output = true);
    std::string out = result.stdout_;
    std::string err = result.stderr_;
    // [/capture]
    std::cout << out << err;

    // [check_output]
    std::string listing = sp::check_output({"ls", "-d", "/"});
    // [/check_output]
    std::cout << listing;

    // [none]
    auto quiet = sp::run({"true"});
    if (quiet.stdout_ == sp::None)
        std::cout << "nothing was captured\n";
    // [/none]
}

void errors() {
    // [errors]
    try {
        sp::run({"sh", "-c", "echo why >&2; exit 2"}, sp::check = true, sp::capture_output = true, sp::timeout = 5s);
    } catch (const sp::CalledProcessError& failed) { // it ran and returned a code other than 0
        std::cout << failed.what() << '\n' << failed.stderr_;
    } catch (const sp::TimeoutExpired& late) { // it took too long and was killed
        std::cout << late.what() << '\n';
    } catch (const sp::OSError& error) { // it could not be started
        std::cout << error.what() << '\n';
    }
    // [/errors]
}

void input_and_files() {
    // [input]
    auto sorted = sp::run({"sort"}, sp::input = "b\nc\na\n", sp::stdout_ = sp::PIPE);
    // [/input]
    std::cout << sorted.stdout_;

    const std::filesystem::path log = std::filesystem::temp_directory_path() / "subprocess-quickstart.log";
    // [files]
    sp::run({"sh", "-c", "echo to the log; echo errors, too >&2"}, sp::stdout_ = sp::open(log, "w"),
            sp::stderr_ = sp::STDOUT);
    sp::run({"cat"}, sp::stdin_ = sp::open(log));
    sp::run({"sh", "-c", "echo unheard"}, sp::stdout_ = sp::DEVNULL);
    // [/files]
    std::filesystem::remove(log);
}

void surroundings() {
    // [cwd]
    std::string where = sp::check_output({"pwd"}, sp::cwd = "/");
    // [/cwd]
    std::cout << where;

    // [env]
    sp::run({"sh", "-c", "echo $GREETING"}, sp::env = {sp::os_environ, {"GREETING", "hi"}, {"PAGER", sp::None}});
    // [/env]
}

void shell() {
    // [shell]
    sp::run("for i in 1 2 3; do echo $i; done | tail -n 1", sp::shell = true);
    // [/shell]
}

void popen() {
    // [popen]
    sp::Popen calculator({"sh", "-c", "while read x; do echo $((x * x)); done"}, sp::stdin_ = sp::PIPE,
                         sp::stdout_ = sp::PIPE);
    calculator.stdin_.write("12\n");
    calculator.stdin_.flush();
    std::cout << calculator.stdout_.readline();
    calculator.stdin_.close();
    std::cout << "returned " << calculator.wait() << '\n';
    // [/popen]

    // [communicate]
    sp::Popen both({"sh", "-c", "cat; echo done >&2"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE,
                   sp::stderr_ = sp::PIPE);
    auto [out, err] = both.communicate("data\n", 10s);
    // [/communicate]
    std::cout << out << err;

    // [signals]
    sp::Popen sleeper({"sleep", "60"});
    if (sleeper.poll() == sp::None)
        sleeper.terminate();
    if (sleeper.wait(5s) == -SIGTERM)
        std::cout << "ended by SIGTERM\n";
    // [/signals]
}

void options() {
    // [options]
    sp::Options careful;
    careful.timeout = 10s;
    careful.check = true;
    sp::run({"true"}, careful);
    sp::run({"pwd"}, careful, sp::cwd = "/");
    // [/options]
}

int main() {
    std::cout << std::unitbuf; // the children write to the same stdout
    first_call();
    results();
    errors();
    input_and_files();
    surroundings();
    shell();
    popen();
    options();
}
