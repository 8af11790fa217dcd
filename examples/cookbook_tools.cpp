// The examples of docs/cookbook.md: hooks, event loops, words and what is printed.
#include <subprocess.hpp>
#include <subprocess/shlex.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/resource.h>

namespace sp = subprocess;
using namespace std::chrono_literals;

void hooks() {
    // [warnings]
    sp::set_warning_handler(
        [](sp::Warning category, std::string_view text, void*) {
            std::cerr << (category == sp::Warning::runtime ? "RuntimeWarning: " : "ResourceWarning: ") << text << '\n';
        },
        nullptr);
    // [/warnings]
    sp::run({"true"}, sp::close_fds = false, sp::pass_fds = {2});
    sp::set_warning_handler(nullptr, nullptr);

    // [audit]
    std::vector<std::string> started;
    sp::set_audit_hook(
        [](const sp::AuditEvent& event, void* context) {
            static_cast<std::vector<std::string>*>(context)->push_back(event.args.str());
        },
        &started);
    sp::run({"true"});
    sp::set_audit_hook(nullptr, nullptr);
    // [/audit]
    for (const std::string& command : started)
        std::cout << "started: " << command << '\n';
}

void event_loop() {
    // [native_handle]
    sp::Popen child({"sh", "-c", "exit 5"});
    pollfd ended{child.native_handle(), POLLIN, 0};
    while (child.poll() == sp::None)
        poll(&ended, 1, 100); // returns when the child ends, or after 100 ms; with -1 always after 100 ms
    // [/native_handle]
    std::cout << "it has ended: " << child.returncode << '\n';
}

void usage_and_limits() {
    // [usage]
    auto done = sp::run({"sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done"});
    std::chrono::milliseconds cpu = done.usage->user + done.usage->system;
    auto memory = done.usage->max_rss(); // in bytes; None if it cannot be told from our own
    // [/usage]
    std::cout << "it ran longer than it computed: " << (done.usage->wall > cpu) << '\n';
    if (memory != sp::None && *memory == 0)
        std::cout << "it needed no memory\n";

    // [limits]
    auto limited = sp::run({"sh", "-c", "while :; do :; done"},
                           sp::rlimits = {{RLIMIT_CPU, {1, 2}}, {RLIMIT_AS, 1 << 30}, {RLIMIT_CORE, 0}});
    if (limited.returncode == -SIGXCPU || limited.returncode == -SIGKILL)
        std::cout << "it exceeded its limit of CPU time\n";
    // [/limits]
}

void printing() {
    // [printing]
    auto result = sp::run({"echo", "it's"}, sp::capture_output = true);
    std::cout << result << '\n' << result.args << '\n' << result.stdout_;
    // [/printing]

    // [list2cmdline]
    std::cout << sp::list2cmdline({"a b", "c\"d", ""}) << '\n';
    // [/list2cmdline]
}

void words() {
    // [shlex]
    sp::run(sp::shlex::split("echo 'one word' two"));
    sp::run("echo " + sp::shlex::quote("$HOME; ls") + " | cat", sp::shell = true);
    // [/shlex]
}

int main() {
    std::cout << std::unitbuf; // the children write to the same stdout
    hooks();
    event_loop();
    usage_and_limits();
    printing();
    words();
}
