// Replaces os.popen(), os.popen2(), os.popen3() and os.popen4().
#include "helpers.hpp"

using namespace subprocess;

void like_popen2(const std::string& cmd) {
    // [popen2]
    Popen p(cmd, shell = true, bufsize = -1, stdin_ = PIPE, stdout_ = PIPE, close_fds = true);
    Writer& child_stdin = p.stdin_;
    Reader& child_stdout = p.stdout_;
    // [/popen2]
    child_stdin.write("two\n");
    child_stdin.close();
    std::cout << "popen2: " << repr(child_stdout.read()) << '\n';
}

void like_popen3(const std::string& cmd) {
    // [popen3]
    Popen p(cmd, shell = true, bufsize = -1, stdin_ = PIPE, stdout_ = PIPE, stderr_ = PIPE, close_fds = true);
    Writer& child_stdin = p.stdin_;
    Reader& child_stdout = p.stdout_;
    Reader& child_stderr = p.stderr_;
    // [/popen3]
    child_stdin.write("three\n");
    child_stdin.close();
    std::cout << "popen3: " << repr(child_stdout.read()) << ' ' << repr(child_stderr.read()) << '\n';
}

void like_popen4(const std::string& cmd) {
    // [popen4]
    Popen p(cmd, shell = true, bufsize = -1, stdin_ = PIPE, stdout_ = PIPE, stderr_ = STDOUT, close_fds = true);
    Writer& child_stdin = p.stdin_;
    Reader& child_stdout_and_stderr = p.stdout_;
    // [/popen4]
    child_stdin.write("four\n");
    child_stdin.close();
    std::cout << "popen4: " << repr(child_stdout_and_stderr.read()) << '\n';
}

void return_code_of_popen() {
    // [return_code]
    Popen process("cat > /dev/null; exit 2", shell = true, stdin_ = PIPE);
    process.stdin_.write("some text\n");
    process.stdin_.close();
    if (process.wait() != 0)
        std::cout << "There were some errors\n";
    // [/return_code]
}

int main() {
    // [popen]
    std::string output = check_output("echo one", shell = true);
    // [/popen]
    std::cout << "popen : " << repr(output) << '\n';
    like_popen2("cat");
    like_popen3("cat; echo done >&2");
    like_popen4("cat; echo done >&2");
    return_code_of_popen();
}
