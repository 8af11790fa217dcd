// The examples of docs/cookbook.md: children that run while this program does something else.
#include <subprocess.hpp>
#include <subprocess/iostream.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <poll.h>

namespace sp = subprocess;
using namespace std::chrono_literals;

void lines() {
    // [lines]
    sp::Popen build({"sh", "-c", "for step in compile link test; do echo $step; done"}, sp::stdout_ = sp::PIPE);
    for (const std::string& line : build.stdout_) // each line as soon as it arrives
        std::cout << "-> " << line;
    if (build.wait() != 0)
        std::cout << "the build failed\n";
    // [/lines]

    // [first_line]
    sp::Popen endless({"yes"}, sp::stdout_ = sp::PIPE);
    std::cout << endless.stdout_.readline();
    endless.stdout_.close(); // nobody reads any more: its next write ends it
    endless.wait();
    // [/first_line]

    // [istream]
    sp::Popen numbers({"seq", "4"}, sp::stdout_ = sp::PIPE);
    sp::InputStream in(numbers.stdout_);
    int sum = 0;
    for (int number; in >> number;)
        sum += number;
    // [/istream]
    std::cout << "sum: " << sum << '\n';
}

void two_streams() {
    // [two_streams]
    std::string texts[2];
    sp::run({"sh", "-c", "echo out; echo err >&2; echo out"},
            sp::stdout_ = sp::each_line([&](std::string_view line) { texts[0].append(line) += '\n'; }),
            sp::stderr_ = sp::each_line([&](std::string_view line) { texts[1].append(line) += '\n'; }));
    // [/two_streams]
    std::cout << "out: " << texts[0] << "err: " << texts[1];
}

void progress() {
    // [progress]
    sp::run({"printf", "10 %%\\r50 %%\\r100 %%\\n"}, sp::text = true,
            sp::stdout_ = sp::each_line([](std::string_view line) { std::cout << "progress: " << line << '\n'; }));
    // [/progress]
}

void conversation() {
    // [conversation]
    sp::Popen calculator({"sh", "-c", "while read x; do echo $((x * x)); done"}, sp::stdin_ = sp::PIPE,
                         sp::stdout_ = sp::PIPE);
    for (int number : {7, 12}) {
        calculator.stdin_.write(std::to_string(number) + '\n');
        calculator.stdin_.flush(); // otherwise it stays in our buffer
        std::cout << number << " squared is " << calculator.stdout_.readline();
    }
    calculator.stdin_.close(); // end of input: the child ends
    calculator.wait();
    // [/conversation]
}

void deadlines() {
    // [read_until]
    sp::Popen login({"sh", "-c", "printf 'login: '; read name; printf \"hello $name\\n> \"; read line"},
                    sp::stdin_ = sp::PIPE, sp::stdout_ = sp::PIPE, sp::bufsize = 0);
    login.stdout_.read_until("login: ", sp::timeout = 10s);
    login.stdin_.write("ann\n");
    auto [before, matched, index] = login.stdout_.read_until({"> ", "denied"}, sp::timeout = 10s);
    if (index == 0) // "> "; 1 is "denied", and Found::npos the end of file
        std::cout << before;
    // [/read_until]

    // [late_line]
    try {
        std::cout << login.stdout_.readline(sp::timeout = 100ms);
    } catch (const sp::TimeoutExpired&) { // nothing is lost: a later read finds what has come
        std::cout << "it waits for a command\n";
    }
    // [/late_line]
}

void own_loop() {
    // [own_loop]
    sp::Popen slow({"sh", "-c", "echo one; echo two"}, sp::stdout_ = sp::PIPE);
    pollfd ready{slow.stdout_.fileno(), POLLIN, 0};
    for (bool open = true; open && poll(&ready, 1, -1) > 0;) // and whatever else your loop waits for
        while (open && slow.stdout_.has_line()) {            // takes what has come, and does not wait
            const std::string line = slow.stdout_.readline();
            std::cout << line;
            open = !line.empty(); // empty: end of file
        }
    // [/own_loop]
}

void pipelines() {
    // [pipeline]
    auto count =
        sp::run_pipeline({"seq", "1000"}, {"grep", "7"}, {"wc", "-l"}, sp::stdout_ = sp::PIPE, sp::check = true);
    int found = std::stoi(count.stdout_);
    // [/pipeline]
    std::cout << found << " lines with a 7\n";

    // [pipeline_of_popens]
    sp::Popen numbers({"seq", "1000"}, sp::stdout_ = sp::PIPE);
    sp::Popen sevens({"grep", "7"}, sp::stdin_ = numbers.stdout_, sp::stdout_ = sp::PIPE);
    numbers.stdout_.close(); // only the next command may hold each reading end
    std::string first = sevens.stdout_.readline();
    sevens.stdout_.close();
    // [/pipeline_of_popens]
    std::cout << "the first one is " << first;
}

void at_once() {
    // [at_once]
    std::vector<sp::Popen> workers;
    for (const char* job : {"3", "1", "2"}) // they all run at the same time
        workers.push_back(sp::Popen({"sh", "-c", "echo \"job $0\"", job}, sp::stdout_ = sp::PIPE));
    for (sp::Popen& worker : workers) // the others keep running while we read one
        std::cout << worker.communicate().stdout_;
    // [/at_once]

    // [at_most]
    std::vector<std::vector<std::string>> commands;
    for (int job = 0; job < 20; ++job)
        commands.push_back({"sh", "-c", "exit $(($0 % 2))", std::to_string(job)});
    int failed = 0;
    for (const auto& result : sp::run_all(commands, sp::jobs = 4, sp::keep_going = true, sp::check = true))
        failed += result ? 0 : 1;
    // [/at_most]
    std::cout << failed << " of 20 failed\n";
}

void background() {
    // [detach]
    int pid = sp::Popen({"sleep", "0"}).detach(); // nobody waits; a later start reaps it
    // [/detach]
    std::cout << "detached: " << (pid > 0) << '\n';

    // [daemon]
    sp::Popen daemon({"sh", "-c", "exit 0"}, sp::start_new_session = true, sp::cwd = "/", sp::stdin_ = sp::DEVNULL,
                     sp::stdout_ = sp::DEVNULL, sp::stderr_ = sp::DEVNULL);
    daemon.detach();
    // [/daemon]

    // [poll]
    sp::Popen job({"sh", "-c", "read line; exit 7"}, sp::stdin_ = sp::PIPE);
    if (job.poll() == sp::None)
        std::cout << "it still runs\n";
    job.stdin_.close();
    std::cout << "it returned " << job.wait() << '\n';
    // [/poll]
}

void leftovers() {
    // [drain]
    sp::CompletedProcess started =
        sp::run({"sh", "-c", "sleep 60 & echo $!"}, sp::stdout_ = sp::PIPE, sp::drain = 100ms);
    if (started.leaked)
        std::cout << "something still runs\n";
    // [/drain]
    ::kill(std::stoi(started.stdout_), SIGKILL);

    // [tree]
    sp::Popen server({"sh", "-c", "sleep 60 & sleep 60 & echo started; wait"}, sp::tree = true, sp::stdout_ = sp::PIPE);
    std::cout << server.stdout_.readline();
    server.terminate(); // the shell and everything that it has started
    std::cout << "ended by SIGTERM: " << (server.wait() == -SIGTERM) << '\n';
    // [/tree]
}

int main() {
    std::cout << std::unitbuf << std::boolalpha; // the children write to the same stdout
    lines();
    two_streams();
    progress();
    conversation();
    deadlines();
    own_loop();
    pipelines();
    at_once();
    background();
    leftovers();
}
