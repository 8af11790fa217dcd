// Replaces the popen2 module: a string goes to the shell, a list runs without one.
#include "helpers.hpp"

using namespace subprocess;

void string_form() {
    // [string]
    Popen p("tr a-z A-Z", shell = true, bufsize = -1, stdin_ = PIPE, stdout_ = PIPE, close_fds = true);
    Reader& child_stdout = p.stdout_;
    Writer& child_stdin = p.stdin_;
    // [/string]
    child_stdin.write("a string\n");
    child_stdin.close();
    std::cout << repr(child_stdout.read()) << '\n';
}

void list_form() {
    // [list]
    Popen p({"tr", "a-z", "A-Z"}, bufsize = -1, stdin_ = PIPE, stdout_ = PIPE, close_fds = true);
    Reader& child_stdout = p.stdout_;
    Writer& child_stdin = p.stdin_;
    // [/list]
    child_stdin.write("a list\n");
    child_stdin.close();
    std::cout << repr(child_stdout.read()) << '\n';
}

int main() {
    string_form();
    list_form();
}
