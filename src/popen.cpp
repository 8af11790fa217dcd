#include <subprocess/popen.hpp>

#include <subprocess/error.hpp>
#include <subprocess/hooks.hpp>
#include <subprocess/run.hpp>

#include "abandoned.hpp"
#include "child_process.hpp"
#include "deadline.hpp"
#include "hooks.hpp"
#include "request.hpp"
#include "stdio.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {

using detail::attempt;
using detail::ChildProcess;
using detail::Keywords;

// Starting and ending ------------------------------------------------------------------------------------------------

namespace {

void announce(const os::SpawnRequest& request, const Command& command) {
    if (!is_audited())
        return;
    const Output directory = request.cwd ? Output(*request.cwd) : Output();
    const std::string program = os::program_of(request);
    audit({program, command, directory, request.environment ? &*request.environment : nullptr});
}

} // namespace

Popen Popen::started(const Args& command, const Keywords& keywords) {
    Popen process;
    process.start(command, keywords, Holder::call);
    return process;
}

void Popen::start_checked(const Args& command, const Keywords& keywords) {
    detail::check_arguments(keywords, detail::fn_popen);
    start(command, keywords, Holder::user);
}

void Popen::start(const Args& command, const Keywords& keywords, Holder holder) {
    cleanup();
    args = Command(command);
    encoding = encoding_of(keywords);
    errors = errors_of(keywords);
    pipesize = pipe_size_of(keywords).value_or(-1);
    const Redirections redirections = redirections_of(keywords);
    const detail::StreamSettings settings = stream_settings_of(keywords, encoding, errors);
    text_mode = settings.text;
    os::SpawnRequest request = request_of(args, keywords);
    request.is_handed_out = holder == Holder::user;
    os::validate(request);
    announce(request, args);

    auto child = std::make_unique<ChildProcess>();
    const os::NotCancellable until_owned; // a thread that ended in between would leave a child that nobody knows
    {
        ChildStreams streams(redirections, pipesize > 0 ? std::optional<int>(pipesize) : std::nullopt);
        request.stdio = streams.theirs;
        Reader* const readers[] = {&stdout_, &stderr_};
        if (streams.ours[Stdio::in].valid())
            stdin_ = Writer(std::move(streams.ours[Stdio::in]), settings);
        for (const Stdio stream : {Stdio::out, Stdio::err})
            if (streams.ours[stream].valid())
                *readers[stream - 1] = Reader(std::move(streams.ours[stream]), settings);
        child->process = os::spawn(request); // last: what fails before leaves no child behind
    } // the child's ends are closed here: else no reader would ever see the end of file
    pid = child->process->pid;
    m_child = child.release();
}

Popen::Popen(Popen&& other) noexcept
    : args(std::move(other.args)), stdin_(std::move(other.stdin_)), stdout_(std::move(other.stdout_)),
      stderr_(std::move(other.stderr_)), pid(std::exchange(other.pid, 0)), returncode(other.returncode),
      encoding(std::move(other.encoding)), errors(std::move(other.errors)), text_mode(other.text_mode),
      pipesize(other.pipesize), m_child(std::exchange(other.m_child, nullptr)) {}

Popen& Popen::operator=(Popen&& other) noexcept {
    if (this == &other)
        return *this;
    finish();
    args = std::move(other.args);
    stdin_ = std::move(other.stdin_);
    stdout_ = std::move(other.stdout_);
    stderr_ = std::move(other.stderr_);
    pid = std::exchange(other.pid, 0);
    returncode = other.returncode;
    encoding = std::move(other.encoding);
    errors = std::move(other.errors);
    text_mode = other.text_mode;
    pipesize = other.pipesize;
    m_child = std::exchange(other.m_child, nullptr);
    return *this;
}

Popen::~Popen() {
    finish();
}

void Popen::finish() noexcept {
    const os::NotCancellable until_reaped;
    attempt([&] { stdout_.close(); });
    attempt([&] { stderr_.close(); });
    stdin_.end();
    if (m_child != nullptr)
        attempt([&] { wait(); });
    delete std::exchange(m_child, nullptr);
}

int Popen::detach() noexcept {
    if (m_child == nullptr)
        return pid;
    const os::NotCancellable until_listed;
    attempt([&] {
        if (poll() != None)
            return;
        abandon(std::move(m_child->process)); // without memory for the list it stays a zombie at worst
        warn(Warning::resource, "subprocess " + std::to_string(pid) + " is still running");
    });
    delete std::exchange(m_child, nullptr);
    return pid;
}

NativeHandle Popen::native_handle() const noexcept {
    if (m_child == nullptr)
        return detail::no_handle;
    const std::lock_guard<std::mutex> lock(m_child->process->mutex);
    return m_child->process->handle.get();
}

// Waiting and signals ------------------------------------------------------------------------------------------------

std::optional<int> ChildProcess::wait(Deadline deadline) {
    const std::optional<int> code = os::wait(*process, deadline);
    std::unique_lock<std::mutex> lock(process->mutex);
    const bool is_lost = std::exchange(process->status_lost, false);
    lock.unlock(); // the handler may ask this very process something
    if (is_lost)
        warn(Warning::runtime, "the return code of process " + std::to_string(process->pid) +
                                   " is lost, since it was reaped elsewhere; 0 is assumed");
    return code;
}

ChildProcess& Popen::child() const {
    if (m_child == nullptr)
        throw ValueError("this Popen has no child any more: it was moved from or detached");
    return *m_child;
}

ReturnCode Popen::poll() {
    if (m_child == nullptr && returncode != None)
        return returncode;
    const auto code = child().wait(Deadline::passed());
    if (!code)
        return {};
    returncode = *code;
    return ReturnCode(*code);
}

int Popen::wait_for(const Timeout& limit) {
    const Deadline deadline = deadline_of(limit);
    if (m_child == nullptr && returncode != None)
        return *returncode;
    const auto code = child().wait(deadline);
    if (!code)
        throw TimeoutExpired(args, limit.seconds());
    returncode = *code;
    return *code;
}

void Popen::send_signal(int number) {
    if (poll() == None)
        os::send_signal(*child().process, number);
}

void Popen::terminate() {
    send_signal(os::terminate_signal);
}

void Popen::kill() {
    send_signal(os::kill_signal);
}

} // namespace v1
} // namespace subprocess
