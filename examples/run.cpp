// run: runs a command line with a timeout, a directory and variables, and reports the result.
//
// It exits with the command's own status; 128 + N if signal N ended the command; 124 if it took too long, 125 for a
// mistake in the options, 126 if the command could not be run, 127 if it was not found.
#include <subprocess.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace sp = subprocess;
using Clock = std::chrono::steady_clock;

const char* const usage =
    R"(usage: run [--timeout SECONDS] [--cwd DIR] [--env NAME=VALUE]... [--capture] [--] COMMAND [ARG]...

  --timeout SECONDS  kill the command when it takes longer (0.5 is half a second)
  --cwd DIR          run it in this directory
  --env NAME=VALUE   change its environment; may be repeated; without =VALUE the variable is removed
  --capture          collect its output and show it in the report
)";

struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Request {
    std::vector<std::string> command;
    sp::Options options;
    bool help = false;
};

double seconds_from(const std::string& word) {
    std::size_t used = 0;
    double seconds = 0;
    try {
        seconds = std::stod(word, &used);
    } catch (const std::logic_error&) {
        used = 0;
    }
    if (used == 0 || used != word.size() || !std::isfinite(seconds) || seconds < 0)
        throw UsageError("--timeout takes a number of seconds, not '" + word + "'");
    return seconds;
}

void change(sp::Environment& environment, const std::string& setting) {
    const std::size_t equals = setting.find('=');
    const std::string name = setting.substr(0, equals);
    if (name.empty())
        throw UsageError("--env takes NAME=VALUE, not '" + setting + "'");
    if (equals == std::string::npos)
        environment.erase(name);
    else
        environment[name] = setting.substr(equals + 1);
}

Request parse(const std::vector<std::string>& words) {
    Request request;
    sp::Environment environment = sp::os_environ.copy();
    std::size_t at = 0;
    for (; at < words.size() && words[at].rfind('-', 0) == 0; ++at) {
        const std::string& option = words[at];
        const auto operand = [&]() -> const std::string& {
            if (at + 1 == words.size())
                throw UsageError(option + " needs a value");
            return words[++at];
        };
        if (option == "--") {
            ++at;
            break;
        }
        if (option == "--help")
            request.help = true;
        else if (option == "--capture")
            request.options.capture_output = true;
        else if (option == "--timeout")
            request.options.timeout = seconds_from(operand());
        else if (option == "--cwd")
            request.options.cwd = operand();
        else if (option == "--env")
            change(environment, operand());
        else
            throw UsageError("there is no option " + option);
    }
    request.command.assign(words.begin() + static_cast<std::ptrdiff_t>(std::min(at, words.size())), words.end());
    request.options.env = environment;
    if (request.command.empty() && !request.help)
        throw UsageError("there is no command");
    return request;
}

std::string signal_name(int number) {
    static const std::pair<int, const char*> names[] = {
        {SIGABRT, "SIGABRT"}, {SIGALRM, "SIGALRM"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},   {SIGHUP, "SIGHUP"},
        {SIGILL, "SIGILL"},   {SIGINT, "SIGINT"},   {SIGKILL, "SIGKILL"}, {SIGPIPE, "SIGPIPE"}, {SIGQUIT, "SIGQUIT"},
        {SIGSEGV, "SIGSEGV"}, {SIGTERM, "SIGTERM"}, {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"}, {SIGXCPU, "SIGXCPU"}};
    for (const auto& [known, name] : names)
        if (known == number)
            return name;
    return "signal " + std::to_string(number);
}

void show(const char* stream, const sp::Output& text) {
    if (text == sp::None)
        return;
    std::cout << stream << ": " << text.size() << " bytes\n" << text;
    if (!text.empty() && text->back() != '\n')
        std::cout << '\n';
}

int report(const Request& request) {
    const auto start = Clock::now();
    const auto show_duration = [&] {
        const std::chrono::duration<double> passed = Clock::now() - start;
        std::cout << "duration: " << std::fixed << std::setprecision(3) << passed.count() << " s\n";
    };
    try {
        const sp::CompletedProcess done = sp::run(request.command, request.options);
        const bool killed = done.returncode < 0;
        std::cout << "command: " << done.args << '\n';
        std::cout << "result: "
                  << (killed ? "ended by " + signal_name(-done.returncode)
                             : "returned " + std::to_string(done.returncode))
                  << '\n';
        show_duration();
        show("stdout", done.stdout_);
        show("stderr", done.stderr_);
        return killed ? 128 - done.returncode : done.returncode;
    } catch (const sp::TimeoutExpired& late) {
        std::cout << "command: " << late.cmd << '\n';
        std::cout << "result: killed, since it took longer than " << late.timeout << " s\n";
        show_duration();
        show("stdout", late.stdout_);
        show("stderr", late.stderr_);
        return 124;
    } catch (const sp::FileNotFoundError& error) {
        std::cerr << "run: " << error.what() << '\n';
        return error.filename == request.command[0] ? 127 : 126; // 126: the directory is missing
    }
}

int main(int argc, char** argv) {
    try {
        const Request request = parse({argv + 1, argv + argc});
        if (request.help) {
            std::cout << usage;
            return 0;
        }
        return report(request);
    } catch (const UsageError& error) {
        std::cerr << "run: " << error.what() << "\nTry: run --help\n";
        return 125;
    } catch (const std::exception& error) {
        std::cerr << "run: " << error.what() << '\n';
        return 126;
    }
}
