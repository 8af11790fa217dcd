#include "verbs.hpp"

#include "options.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include <sys/wait.h>

namespace differential {

namespace sp = subprocess;

namespace {

// The word after `name` in a step such as "communicate input abc timeout 0", or None.
std::string named(const Words& step, const std::string& name) {
    for (std::size_t i = 1; i + 1 < step.size(); i += 2)
        if (step[i] == name)
            return step[i + 1];
    return "None";
}

template <class T> std::string printed(const T& value) {
    std::ostringstream stream;
    stream << value;
    return stream.str();
}

const char* presence(bool is_none) {
    return is_none ? "None" : "open";
}

void do_run(Scene& scene, const Words&) {
    const sp::CompletedProcess done = sp::run(scene.command, scene.options);
    scene.report.field("returncode", done.returncode);
    scene.report.field("stdout", done.stdout_);
    scene.report.field("stderr", done.stderr_);
    scene.report.field("repr", printed(done));
}

void do_call(Scene& scene, const Words&) {
    scene.report.field("returncode", sp::call(scene.command, scene.options));
}

void do_check_call(Scene& scene, const Words&) {
    scene.report.field("returncode", sp::check_call(scene.command, scene.options));
}

void do_check_output(Scene& scene, const Words&) {
    scene.report.bytes("stdout", sp::check_output(scene.command, scene.options));
}

void do_getoutput(Scene& scene, const Words& step) {
    scene.report.bytes("stdout", sp::getoutput(step[1], scene.options));
}

void do_getstatusoutput(Scene& scene, const Words& step) {
    const auto [code, output] = sp::getstatusoutput(step[1], scene.options);
    scene.report.field("returncode", code);
    scene.report.bytes("stdout", output);
}

void do_popen(Scene& scene, const Words&) {
    scene.processes.push_back(sp::Popen(scene.command, scene.options));
    const sp::Popen& process = scene.process();
    scene.report.field("stdin", presence(process.stdin_ == sp::None));
    scene.report.field("stdout", presence(process.stdout_ == sp::None));
    scene.report.field("stderr", presence(process.stderr_ == sp::None));
    scene.report.field("returncode", process.returncode);
}

// Connects the output of this process to the input of the next one.
void do_into_next(Scene& scene, const Words&) {
    scene.options.stdin_ = scene.process().stdout_;
}

void do_communicate(Scene& scene, const Words& step) {
    const std::string data = named(step, "input");
    const sp::Timeout limit = timeout_of(named(step, "timeout"));
    const sp::Outputs outputs =
        scene.process().communicate(data == "None" ? sp::arg::Bytes() : sp::arg::Bytes(data), limit);
    scene.report.field("stdout", outputs.stdout_);
    scene.report.field("stderr", outputs.stderr_);
    scene.report.field("returncode", scene.process().returncode);
}

void do_wait(Scene& scene, const Words& step) {
    scene.report.field("returncode", scene.process().wait(timeout_of(named(step, "timeout"))));
}

void do_poll(Scene& scene, const Words&) {
    scene.report.field("returncode", scene.process().poll());
}

// Waits until the child has ended, without reaping it.
void do_ended(Scene& scene, const Words&) {
    siginfo_t info;
    if (::waitid(P_PID, static_cast<id_t>(scene.process().pid), &info, WEXITED | WNOWAIT) != 0)
        throw std::runtime_error("waitid");
}

void do_returncode(Scene& scene, const Words&) {
    scene.report.field("returncode", scene.process().returncode);
}

void do_send_signal(Scene& scene, const Words& step) {
    scene.process().send_signal(std::stoi(step[1]));
}

void do_terminate(Scene& scene, const Words&) {
    scene.process().terminate();
}

void do_kill(Scene& scene, const Words&) {
    scene.process().kill();
}

void do_write(Scene& scene, const Words& step) {
    scene.report.field("count", static_cast<int>(scene.process().stdin_.write(step[1])));
}

void do_flush(Scene& scene, const Words&) {
    scene.process().stdin_.flush();
}

void do_close(Scene& scene, const Words& step) {
    if (step[1] == "stdin")
        scene.process().stdin_.close();
    else
        scene.reader(step[1]).close();
}

void do_closed(Scene& scene, const Words& step) {
    const bool is_closed = step[1] == "stdin" ? scene.process().stdin_.closed() : scene.reader(step[1]).closed();
    scene.report.field("closed", is_closed);
}

// read stdout, read stdout 5
void do_read(Scene& scene, const Words& step) {
    sp::Reader& stream = scene.reader(step[1]);
    const bool is_all = step.size() == 2;
    scene.report.bytes("data", is_all ? stream.read() : stream.read(std::stoul(step[2])));
}

void do_readline(Scene& scene, const Words& step) {
    scene.report.bytes("line", scene.reader(step[1]).readline());
}

void do_readlines(Scene& scene, const Words& step) {
    for (const std::string& line : scene.reader(step[1]).readlines())
        scene.report.bytes("line", line);
}

void do_attributes(Scene& scene, const Words&) {
    const sp::Popen& process = scene.process();
    scene.report.field("args", process.args.repr());
    scene.report.field("encoding", printed(process.encoding));
    scene.report.field("errors", printed(process.errors));
    scene.report.field("text_mode", process.text_mode);
    scene.report.field("pipesize", process.pipesize);
}

void do_repr(Scene& scene, const Words&) {
    scene.report.field("repr", printed(scene.process()));
}

void do_show(Scene& scene, const Words& step) {
    scene.report.bytes(step[1], read_file(step[1]));
}

void do_list2cmdline(Scene& scene, const Words&) {
    scene.report.bytes("line", sp::list2cmdline(scene.command));
}

using Verb = void (*)(Scene& scene, const Words& step);

const std::map<std::string, Verb>& verbs() {
    static const std::map<std::string, Verb> table = {
        {"run", &do_run},
        {"call", &do_call},
        {"check_call", &do_check_call},
        {"check_output", &do_check_output},
        {"getoutput", &do_getoutput},
        {"getstatusoutput", &do_getstatusoutput},
        {"popen", &do_popen},
        {"into_next", &do_into_next},
        {"communicate", &do_communicate},
        {"wait", &do_wait},
        {"poll", &do_poll},
        {"ended", &do_ended},
        {"returncode", &do_returncode},
        {"send_signal", &do_send_signal},
        {"terminate", &do_terminate},
        {"kill", &do_kill},
        {"write", &do_write},
        {"flush", &do_flush},
        {"close", &do_close},
        {"closed", &do_closed},
        {"read", &do_read},
        {"readline", &do_readline},
        {"readlines", &do_readlines},
        {"attributes", &do_attributes},
        {"repr", &do_repr},
        {"show", &do_show},
        {"list2cmdline", &do_list2cmdline},
    };
    return table;
}

} // namespace

sp::Popen& Scene::process() {
    if (processes.empty())
        throw std::runtime_error("no process was started");
    return processes.back();
}

sp::Reader& Scene::reader(const std::string& name) {
    return name == "stderr" ? process().stderr_ : process().stdout_;
}

void play_verb(Scene& scene, const Words& step) {
    const auto verb = verbs().find(step[0]);
    if (verb == verbs().end())
        throw std::runtime_error("no such step: " + step[0]);
    scene.report.begin_step(step[0]);
    try {
        verb->second(scene, step);
    } catch (const std::exception& error) {
        scene.report.error(error);
    }
}

std::string read_file(const std::string& name) {
    std::ifstream stream(name, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    return content.str();
}

} // namespace differential
