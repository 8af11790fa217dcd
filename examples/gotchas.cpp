// The examples of docs/gotchas.md.
#include "helpers.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

#include <fcntl.h>
#include <poll.h>

namespace sp = subprocess;
using namespace std::chrono_literals;

void full_pipe() {
    // [full_pipe]
    sp::Popen chatty({"seq", "100000"}, sp::stdout_ = sp::PIPE);
    try {
        chatty.wait(200ms); // without the limit it would wait for ever
    } catch (const sp::TimeoutExpired&) {
        std::cout << "seq waits for a reader, and we wait for seq\n";
    }
    sp::Output numbers = chatty.communicate().stdout_; // reads and waits at the same time
    // [/full_pipe]
    std::cout << numbers.size() << " bytes\n";
}

void open_pipeline() {
    // [open_pipeline]
    sp::Popen upper({"tr", "a-z", "A-Z"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    sp::Popen sorted({"sort"}, sp::stdin_ = upper.stdout_);
    upper.stdout_.close();
    upper.stdin_.write("b\na\n");
    upper.stdin_.close(); // otherwise sorted's destructor, which runs first, waits for ever
    // [/open_pipeline]
}

// [end_at_exit]
void serve() {
    sp::Popen server({"sleep", "60"}, sp::tree = true);
    throw std::runtime_error("something else went wrong"); // ends the server
}
// [/end_at_exit]

// [local_name]
std::string listing(const std::string& cwd, double timeout) {
    return sp::check_output({"ls"}, sp::cwd = cwd, sp::timeout = timeout);
}
// [/local_name]

// [choice]
void greet(bool quietly) {
    sp::Options where;
    if (quietly)
        where.stdout_ = sp::DEVNULL;
    sp::run({"echo", "good day"}, where);
}
// [/choice]

void environments() {
    // [env_replaced]
    sp::run({"/usr/bin/env"}, sp::env = {{"ONLY", "this"}}); // no PATH, no HOME
    // [/env_replaced]

    // [env_extended]
    sp::run({"sh", "-c", "echo $LC_ALL"}, sp::env = {sp::os_environ, {"LC_ALL", "POSIX"}, {"PAGER", sp::None}});
    // [/env_extended]

    // [env_map]
    std::map<std::string, std::string> variables{{"PATH", "/usr/bin:/bin"}, {"ANSWER", "42"}};
    sp::run({"sh", "-c", "echo $ANSWER"}, sp::env = variables);
    // [/env_map]
}

void broken_pipe() {
    // [sigpipe]
    sp::Popen endless({"yes"}, sp::stdout_ = sp::PIPE);
    std::string first = endless.stdout_.readline();
    endless.stdout_.close();
    std::cout << "yes was ended by SIGPIPE: " << (endless.wait() == -SIGPIPE) << '\n';
    // [/sigpipe]

    // [epipe]
    sp::Popen deaf({"true"}, sp::stdin_ = sp::PIPE);
    deaf.wait();
    try {
        deaf.stdin_.write("hello?\n");
        deaf.stdin_.flush();
    } catch (const sp::BrokenPipeError& error) {
        std::cout << error.what() << '\n';
    }
    // [/epipe]
}

void grandchildren() {
    // [grandchildren]
    sp::CompletedProcess done =
        sp::run("sleep 60 & echo started", sp::shell = true, sp::stdout_ = sp::PIPE, sp::tree = true);
    std::cout << done.stdout_ << "left behind: " << done.left_behind << '\n'; // without tree it would take 60 s
    // [/grandchildren]
}

void null_pointers() {
    // [null_pointer]
    try {
        sp::run({"ls", std::getenv("A_VARIABLE_THAT_IS_NOT_SET")});
    } catch (const sp::ValueError& error) {
        std::cout << error.what() << '\n'; // args[1] is a null pointer
    }
    // [/null_pointer]
}

void missing_interpreter() {
    const std::filesystem::path script =
        std::filesystem::temp_directory_path() / ("script_" + std::to_string(::getpid()));
    std::ofstream(script) << "#!/no/such/interpreter\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    // [interpreter]
    try {
        sp::run(script); // the script exists, but the program named in its first line does not
    } catch (const sp::FileNotFoundError& error) {
        std::cout << "the script is named: " << (error.filename == script) << '\n';
    }
    // [/interpreter]
    std::filesystem::remove(script);
}

void braces_in_a_container() {
    // [containers]
    std::vector<sp::Popen> children;
    children.push_back(sp::Popen({"echo", "one"}));
    children.back().wait();
    auto child = std::make_unique<sp::Popen>(sp::Args({"echo", "two"}));
    // [/containers]
}

void templates_of_strings() {
    // [regex]
    auto result = sp::run({"echo", "version 1.2"}, sp::capture_output = true);
    bool has_version = std::regex_search(*result.stdout_, std::regex("[0-9]"));
    // [/regex]
    std::cout << "a version: " << has_version << '\n';
}

void instead_of_preexec_fn() {
    // [no_preexec]
    sp::run({"sh", "-c", "umask; pwd"}, sp::umask_ = 077, sp::cwd = "/", sp::process_group = 0);
    // [/no_preexec]
}

void non_blocking() {
    // [non_blocking]
    sp::Popen counting({"wc", "-c"}, sp::stdin_ = sp::PIPE);
    const int pipe = counting.stdin_.fileno();
    fcntl(pipe, F_SETFL, fcntl(pipe, F_GETFL) | O_NONBLOCK);
    bool is_sent = false;
    const auto attempt = [&](const auto& send) {
        try {
            send();
            is_sent = true;
        } catch (const sp::BlockingIOError&) { // the pipe is full, and the rest is in the buffer
        }
    };
    attempt([&] { counting.stdin_.write(std::string(1000000, 'x')); });
    while (!is_sent) {
        pollfd room{pipe, POLLOUT, 0};
        poll(&room, 1, -1); // an event loop would wait for other things, too
        attempt([&] { counting.stdin_.flush(); });
    }
    counting.communicate();
    // [/non_blocking]
}

void sigint_and_friends() {
    // [detach]
    int pid = sp::Popen({"true"}).detach(); // lives on; a later start reaps it
    // [/detach]
    std::cout << "detached " << (pid > 0) << '\n';
    sp::cleanup();
}

int main() {
    std::cout << std::unitbuf << std::boolalpha; // the children write to the same stdout
    full_pipe();
    open_pipeline();
    try {
        serve();
    } catch (const std::runtime_error& error) {
        std::cout << error.what() << '\n';
    }
    std::cout << listing(".", 10);
    greet(true);
    greet(false);
    environments();
    broken_pipe();
    grandchildren();
    null_pointers();
    missing_interpreter();
    braces_in_a_container();
    templates_of_strings();
    instead_of_preexec_fn();
    non_blocking();
    sigint_and_friends();
}
