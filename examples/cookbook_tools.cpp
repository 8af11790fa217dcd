// The examples of docs/cookbook.md: hooks, event loops, words and what is printed.
#include <subprocess.hpp>
#include <subprocess/shlex.hpp>

#include <iostream>
#include <string>
#include <vector>

#include <poll.h>

namespace sp = subprocess;

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
    printing();
    words();
}
