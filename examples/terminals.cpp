// The examples of docs/terminals.md.
#include "helpers.hpp"

#include <chrono>
#include <iostream>
#include <string>

namespace sp = subprocess;
using namespace std::chrono_literals;

void captured() {
    // [run]
    auto done = sp::run({"sh", "-c", "test -t 1 && stty size; echo oops >&2"}, sp::pty = true, sp::text = true);
    std::cout << done.stdout_; // what the terminal showed, stderr as well
    // [/run]
}

void asked() {
    // [dialogue]
    sp::Popen shell({"sh", "-c", "read -r name; echo \"Hello, $name.\"; cat"}, sp::pty = sp::Pty{24, 80, false},
                    sp::text = true);
    shell.stdin_.write("Ada\n");
    shell.stdin_.flush();
    std::cout << shell.stdout_.readline(sp::timeout = 10s);
    auto rest = shell.communicate("the last line\n"); // and then the end of the input, which ends cat
    std::cout << rest.stdout_;
    // [/dialogue]
}

void as_they_come() {
    // [lines]
    sp::run({"sh", "-c", "echo compiling; echo linking"}, sp::pty = true, sp::text = true,
            sp::stdout_ = sp::each_line([](std::string_view line) { std::cout << "make: " << line << '\n'; }));
    // [/lines]
}

void separate() {
    // [separate]
    auto done = sp::run({"sh", "-c", "echo a prompt >&2; echo data"}, sp::pty = true, sp::stdout_ = sp::PIPE);
    std::cout << repr(done.stdout_) << ' ' << repr(done.stderr_) << '\n';
    // [/separate]
}

void interrupted() {
    // [interrupt]
    sp::Popen p({"sh", "-c", "echo ready; read -r line"}, sp::pty = true);
    p.stdout_.read_until("ready", sp::timeout = 10s);
    p.stdin_.write("\x03"); // Ctrl-C
    p.stdin_.flush();
    std::cout << p.wait() << '\n';
    // [/interrupt]
}

void resized() {
    // [resize]
    sp::Popen p({"sh", "-c", "read -r go; stty size"}, sp::pty = sp::Pty{24, 80, false});
    p.resize(50, 132);
    auto shown = p.communicate("\n");
    std::cout << repr(shown.stdout_) << '\n';
    // [/resize]
}

void bytes() {
    // [raw]
    constexpr sp::Pty raw{24, 80, false, true};
    auto head = sp::run({"head", "-c", "4"}, sp::pty = raw, sp::input = "\x03\x04\r\n");
    std::cout << repr(head.stdout_) << '\n';
    // [/raw]
}

void shared() {
    // [foreground]
    sp::call({"sh", "-c", "echo this could be an editor"}, sp::foreground = true, sp::tree = true);
    // [/foreground]
}

int main() {
    std::cout << std::unitbuf;
    captured();
    asked();
    as_they_come();
    separate();
    interrupted();
    resized();
    bytes();
    shared();
}
