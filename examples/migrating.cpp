// The examples of docs/migrating/: the equivalents of other ways to start a process.
#include <subprocess.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

namespace sp = subprocess;
using namespace std::chrono_literals;

void from_system() {
    // [system]
    int code = sp::call("exit 3", sp::shell = true); // 3 itself, or -15 for SIGTERM
    // [/system]
    std::cout << code << '\n';

    // [system_words]
    const std::string name = "a file; with (odd) letters";
    sp::call({"printf", "%s\n", name}); // no shell, so nothing to quote
    // [/system_words]

    // [popen_read]
    std::string output = sp::check_output("echo hello | tr a-z A-Z", sp::shell = true); // or throws
    // [/popen_read]
    std::cout << output;

    // [popen_lines]
    sp::Popen lister({"seq", "3"}, sp::stdout_ = sp::PIPE);
    for (std::string line; lister.stdout_.readline(line);)
        std::cout << "line " << line;
    int status = lister.wait(); // replaces pclose and needs no WEXITSTATUS
    // [/popen_lines]
    std::cout << status << '\n';

    // [popen_write]
    sp::Popen sorter({"sort"}, sp::stdin_ = sp::PIPE);
    sorter.stdin_.write("b\n");
    sorter.stdin_.write("a\n");
    sorter.stdin_.close(); // throws if it could not be written
    sorter.wait();
    // [/popen_write]

    // [fork_exec]
    sp::Popen child({"sh", "-c", "pwd >&2; exit 4"}, sp::cwd = "/", sp::stderr_ = sp::STDOUT, sp::umask_ = 022,
                    sp::process_group = 0);
    int result = child.wait();
    // [/fork_exec]
    std::cout << result << '\n';
}

void from_shell() {
    const std::filesystem::path log = std::filesystem::temp_directory_path() / "subprocess-migrating.log";
    // [shell_redirections]
    sp::run({"echo", "for the log"}, sp::stdout_ = sp::append(log));
    sp::run({"echo", "a complaint"}, sp::stdout_ = sp::STDERR, sp::stderr_ = sp::append(log));
    const sp::File file = sp::open(log);
    sp::run({"sh", "-c", "cat <&3"}, sp::pass_fds = {sp::fd_as(file.fileno(), 3)});
    // [/shell_redirections]
    std::filesystem::remove(log);

    // [shell_pipe]
    auto [reader, writer] = sp::pipe();
    sp::Popen first({"echo", "to another"}, sp::stdout_ = writer);
    sp::Popen second({"tr", "a-z", "A-Z"}, sp::stdin_ = reader);
    writer.close(); // or the second one never sees the end
    reader.close();
    // [/shell_pipe]
    second.wait();
}

void from_boost() {
    // [boost_capture]
    std::string text = sp::check_output({"sort"}, sp::input = "2\n1\n", sp::timeout = 10s);
    // [/boost_capture]
    std::cout << text;

    // [boost_child]
    sp::Popen child({"sh", "-c", "echo $NAME; exit 5"}, sp::env = {sp::os_environ, {"NAME", "value"}}, sp::cwd = "/");
    if (child.poll() == sp::None) // running()
        child.wait();
    int code = child.returncode.value(); // exit_code()
    // [/boost_child]
    std::cout << code << '\n';

    // [boost_wait_for]
    sp::Popen sleeper({"sleep", "60"});
    try {
        sleeper.wait(100ms); // wait_for()
    } catch (const sp::TimeoutExpired&) {
        sleeper.kill(); // terminate() of v1 and v2 is SIGKILL
    }
    std::cout << "killed: " << (sleeper.wait() == -SIGKILL) << '\n';
    // [/boost_wait_for]
}

void from_cpp_subprocess() {
    // [cpp_subprocess]
    sp::Popen upper({"tr", "a-z", "A-Z"}, sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE);
    std::string out = upper.communicate("text\n").stdout_;
    // [/cpp_subprocess]
    std::cout << out;

    const std::string file = (std::filesystem::temp_directory_path() / "subprocess-migrating.txt").string();
    // [cpp_subprocess_file]
    sp::run({"echo", "hello"}, sp::stdout_ = sp::open(file, "w"));
    // [/cpp_subprocess_file]
    std::filesystem::remove(file);
}

void from_reproc() {
    // [reproc_run]
    sp::run({"echo", "to our own stdout"});
    auto done = sp::run({"sh", "-c", "echo out; echo err >&2; exit 6"}, sp::capture_output = true);
    // [/reproc_run]
    std::cout << done.returncode << ' ' << done.stdout_ << done.stderr_;

    // [reproc_stop]
    sp::Popen server({"sleep", "60"}, sp::grace = 5s);
    int code = server.stop();
    // [/reproc_stop]
    std::cout << "ended by SIGTERM: " << (code == -SIGTERM) << '\n';

    // [reproc_errors]
    try {
        sp::run({"no-such-program"});
    } catch (const sp::OSError& error) {
        std::cout << (error.code() == std::errc::no_such_file_or_directory) << ' ' << error.what() << '\n';
    }
    // [/reproc_errors]
}

int main() {
    std::cout << std::unitbuf << std::boolalpha; // the children write to the same stdout
    from_system();
    from_shell();
    from_boost();
    from_cpp_subprocess();
    from_reproc();
}
