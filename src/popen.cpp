#include <subprocess/popen.hpp>

#include <subprocess/run.hpp>

#include "abandoned.hpp"
#include "child_process.hpp"
#include "deadline.hpp"
#include "environment.hpp"
#include "hooks.hpp"
#include "stdio.hpp"
#include "text.hpp"

#include <climits>
#include <cmath>

namespace subprocess {
inline namespace v1 {

using detail::ChildProcess;
using detail::Keywords;

// What the keywords say ----------------------------------------------------------------------------------------------

namespace {

Deadline deadline_of(const Timeout& limit) {
    if (!limit.given())
        return Deadline::never();
    if (std::isnan(limit.seconds()))
        throw ValueError("Invalid value NaN (not a number)");
    return Deadline::after(limit.seconds());
}

/// The number that keyword K was given; none when it was left out or is negative, which Python takes for its default.
template <class K> std::optional<int> natural_number(const Keywords& keywords, const char* name) {
    const Int number = keywords.get<K>();
    if (!number.given())
        return {};
    if (!number.within(INT_MIN, INT_MAX))
        throw ValueError(std::string(name) + " does not fit an int");
    return number.value() < 0 ? std::nullopt : std::optional<int>(static_cast<int>(number.value()));
}

template <class K> std::optional<std::string> string_of(const Keywords& keywords) {
    const PathArg* value = keywords.find<K>();
    return value != nullptr && value->given() ? std::optional(value->str()) : std::nullopt;
}

template <class K> Output name_of(const Keywords& keywords) {
    std::optional<std::string> name = string_of<K>(keywords);
    return name ? Output(std::move(*name)) : Output();
}

bool is_set(const Output& name) {
    return name.has_value() && !name.empty();
}

bool wants_text(const Keywords& keywords) {
    const Flag* modern = keywords.find<kw::text>();
    const Flag* older = keywords.find<kw::universal_newlines>();
    if (modern != nullptr && older != nullptr && modern->given() && older->given() && *modern != *older)
        throw SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but different. "
                              "Pass one or the other.");
    return (modern != nullptr && *modern) || (older != nullptr && *older);
}

detail::StreamSettings stream_settings(const Keywords& keywords, bool is_text, bool has_pipes) {
    constexpr std::size_t standard_size = 8192; // Python's
    detail::StreamSettings settings;
    settings.text = is_text;
    const int size = natural_number<kw::bufsize>(keywords, "bufsize").value_or(-1);
    settings.by_line = size == 1 && is_text;
    settings.buffer_size = size < 0 || size == 1 ? standard_size : static_cast<std::size_t>(size);
    if (size == 1 && !is_text && has_pipes)
        warn(Warning::runtime, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size "
                               "will be used");
    return settings;
}

constexpr std::uint32_t largest_id = 0xFFFFFFFE; // the one above means "leave it" to the kernel

std::uint32_t id_of(const Id& id, const char* what, std::uint32_t (*look_up)(const std::string&)) {
    if (id.is_name())
        return look_up(id.name());
    const Int& number = id.number();
    if (number.within(INT64_MIN, -1))
        throw ValueError(std::string(what) + " ID cannot be negative, got " + std::to_string(number.value()));
    if (!number.within(0, largest_id))
        throw ValueError(std::string(what) + " ID is greater than maximum");
    return static_cast<std::uint32_t>(number.value());
}

void read_identity(os::SpawnRequest& request, const Keywords& keywords) {
    if (keywords.given<kw::group_>())
        request.group = id_of(keywords.get<kw::group_>(), "Group", os::look_up_group);
    if (keywords.given<kw::extra_groups>()) {
        const IdList groups = keywords.get<kw::extra_groups>();
        request.extra_groups.emplace();
        for (std::size_t i = 0; i < groups.size(); ++i)
            request.extra_groups->push_back(id_of(groups[i], "Group", os::look_up_group));
    }
    if (keywords.given<kw::user_>())
        request.user = id_of(keywords.get<kw::user_>(), "User", os::look_up_user);
}

void read_descriptors(os::SpawnRequest& request, const Keywords& keywords) {
    request.close_fds = keywords.get<kw::close_fds>(true);
    const IntList passed = keywords.get<kw::pass_fds>();
    request.pass_fds.assign(passed.begin(), passed.end());
    if (!request.pass_fds.empty() && !request.close_fds) {
        warn(Warning::runtime, "pass_fds overriding close_fds.");
        request.close_fds = true;
    }
}

void require_no_null_byte(const std::optional<std::string>& text) {
    if (text && text->find('\0') != text->npos)
        throw ValueError("embedded null byte");
}

void read_command(os::SpawnRequest& request, const Command& command, const Keywords& keywords) {
    request.words = command.list();
    request.is_string = command.is_string();
    request.shell = keywords.get<kw::shell>();
    request.executable = string_of<kw::executable>(keywords);
    request.cwd = string_of<kw::cwd>(keywords);
    if (request.shell && command.is_path())
        throw ValueError("path-like args is not allowed when shell is true");
    if (request.words.empty() && !request.executable && !request.shell)
        throw ValueError("list index out of range: the command has no words");
    for (const std::string& word : request.words)
        require_no_null_byte(word);
    require_no_null_byte(request.executable);
    require_no_null_byte(request.cwd);
}

os::SpawnRequest request_of(const Command& command, const Keywords& keywords) {
    os::SpawnRequest request;
    read_command(request, command, keywords);
    read_descriptors(request, keywords);
    read_identity(request, keywords);
    if (keywords.given<kw::env>())
        request.environment = environment_strings(detail::resolve(*keywords.find<kw::env>()));
    request.restore_signals = keywords.get<kw::restore_signals>(true);
    request.start_new_session = keywords.get<kw::start_new_session>();
    request.umask = natural_number<kw::umask_>(keywords, "umask");
    request.process_group = natural_number<kw::process_group>(keywords, "process_group");
    if (const Hook* hook = keywords.find<kw::preexec_fn>(); hook != nullptr && hook->given()) {
        request.preexec = [](const void* context) { (*static_cast<const Hook*>(context))(); };
        request.preexec_context = hook;
    }
    if (const auto* info = keywords.find<kw::startupinfo>(); info != nullptr && info->given())
        request.startup_info = &info->value();
    const Int flags = keywords.get<kw::creationflags>();
    if (!flags.within(0, UINT32_MAX))
        throw ValueError("creationflags does not fit 32 bits");
    request.creation_flags = static_cast<std::uint32_t>(flags.value());
    request.method = forced_spawn_method();
    return request;
}

Redirections redirections_of(const Keywords& keywords) {
    return {keywords.get<kw::stdin_>(), keywords.get<kw::stdout_>(), keywords.get<kw::stderr_>()};
}

/// Shows the user's own descriptors to os::validate().
void add_callers_descriptors(os::SpawnRequest& request, const Redirections& redirections) {
    for (const Stdio stream : all_stdio) {
        request.is_callers[stream] = redirections[stream].kind == detail::Redirection::Kind::handle;
        request.stdio[stream] = redirections[stream].handle;
    }
}

bool has_pipe(const Redirections& redirections) {
    for (const detail::Redirection& redirection : redirections)
        if (redirection.kind == detail::Redirection::Kind::pipe)
            return true;
    return false;
}

void announce(const os::SpawnRequest& request, const Command& command) {
    const Output directory = request.cwd ? Output(*request.cwd) : Output();
    const std::string program = os::program_of(request);
    audit({program, command, directory, request.environment ? &*request.environment : nullptr});
}

/// The compiler has refused keywords that a function does not take; the fields of an Options are seen only now.
template <class... K> void refuse_others(const Keywords& keywords, detail::Function function, const char* name) {
    const auto refuse = [&](const char* spelling, bool is_refused) {
        if (is_refused)
            throw ValueError(std::string(name) + " takes no " + spelling);
    };
    (refuse(K::spelling, (K::functions & function) == 0 && keywords.given<K>()), ...);
}

template <class... K> void refuse_all_but_decoding(const Keywords& keywords) {
    refuse_others<K..., kw::stdin_, kw::stdout_, kw::stderr_, kw::shell, kw::cwd, kw::text, kw::universal_newlines,
                  kw::env, kw::bufsize, kw::executable, kw::preexec_fn, kw::close_fds, kw::startupinfo,
                  kw::creationflags, kw::restore_signals, kw::start_new_session, kw::pass_fds, kw::user_, kw::group_,
                  kw::extra_groups, kw::umask_, kw::pipesize, kw::process_group>(keywords, detail::fn_getoutput,
                                                                                 "getoutput");
}

} // namespace

void detail::check_arguments(const Keywords& keywords, Function function) {
    deadline_of(keywords.get<kw::timeout>());
    switch (function) {
    case fn_popen:
        return refuse_others<kw::input, kw::capture_output, kw::timeout, kw::check>(keywords, function, "Popen");
    case fn_call:
        return refuse_others<kw::input, kw::capture_output, kw::check>(keywords, function, "call");
    case fn_check_output:
        if (keywords.given<kw::stdout_>())
            throw ValueError("stdout argument not allowed, it will be overridden.");
        if (keywords.given<kw::check>())
            throw ValueError("check argument not allowed, it will be overridden.");
        return refuse_others<kw::capture_output>(keywords, function, "check_output");
    case fn_getoutput:
        return refuse_all_but_decoding<kw::input, kw::capture_output, kw::timeout, kw::check>(keywords);
    default:
        return;
    }
}

// Starting and ending ------------------------------------------------------------------------------------------------

void Popen::start_checked(const Args& command, const Keywords& keywords) {
    detail::check_arguments(keywords, detail::fn_popen);
    start(command, keywords);
}

void Popen::start(const Args& command, const Keywords& keywords) {
    cleanup();
    args = Command(command);
    encoding = name_of<kw::encoding>(keywords);
    errors = name_of<kw::errors>(keywords);
    pipesize = natural_number<kw::pipesize>(keywords, "pipesize").value_or(-1);
    text_mode = wants_text(keywords) || is_set(encoding) || is_set(errors);
    if (is_set(encoding))
        text_mode::require_encoding(*encoding);
    const Redirections redirections = redirections_of(keywords);
    const auto settings = stream_settings(keywords, text_mode, has_pipe(redirections));
    os::SpawnRequest request = request_of(args, keywords);
    add_callers_descriptors(request, redirections);
    os::validate(request);
    announce(request, args);

    auto child = std::make_unique<ChildProcess>();
    {
        ChildStreams streams(redirections, pipesize > 0 ? std::optional<int>(pipesize) : std::nullopt);
        request.stdio = streams.theirs;
        child->process = os::spawn(request);
        if (streams.ours[Stdio::in].valid())
            stdin_ = Writer(std::move(streams.ours[Stdio::in]), settings);
        Reader* const readers[] = {&stdout_, &stderr_};
        for (const Stdio stream : {Stdio::out, Stdio::err}) {
            child->received[stream - 1].is_pipe = streams.ours[stream].valid();
            if (streams.ours[stream].valid())
                *readers[stream - 1] = Reader(std::move(streams.ours[stream]), settings);
        }
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
    const auto attempt = [](auto&& step) {
        try {
            step();
        } catch (...) { // the next step matters more than this one's complaint
        }
    };
    attempt([&] { stdout_.close(); });
    attempt([&] { stderr_.close(); });
    attempt([&] { stdin_.close(); });
    if (m_child != nullptr)
        attempt([&] { wait(); });
    delete std::exchange(m_child, nullptr);
}

int Popen::detach() noexcept {
    if (m_child == nullptr)
        return pid;
    try {
        if (poll() == None) {
            warn(Warning::resource, "subprocess " + std::to_string(pid) + " is still running");
            abandon(std::move(m_child->process));
        }
    } catch (...) { // without memory for the list the child stays a zombie at worst
    }
    delete std::exchange(m_child, nullptr);
    return pid;
}

NativeHandle Popen::native_handle() const noexcept {
    return m_child != nullptr ? m_child->process->handle.get() : detail::no_handle;
}

// Waiting and signals ------------------------------------------------------------------------------------------------

namespace {

ChildProcess& require(ChildProcess* child) {
    if (child == nullptr)
        throw ValueError("this Popen has no child any more: it was moved from or detached");
    return *child;
}

/// Waits, and tells when the return code had to be made up.
std::optional<int> wait_for_end(ChildProcess& child, Deadline deadline) {
    os::Process& process = *child.process;
    const std::optional<int> code = os::wait(process, deadline);
    std::unique_lock<std::mutex> lock(process.mutex);
    const bool lost = std::exchange(process.status_lost, false);
    lock.unlock(); // the handler may ask this very process something
    if (lost)
        warn(Warning::runtime, "the return code of process " + std::to_string(process.pid) +
                                   " is lost, since it was reaped elsewhere; 0 is assumed");
    return code;
}

} // namespace

ReturnCode Popen::poll() {
    if (m_child == nullptr)
        return returncode;
    const auto code = wait_for_end(*m_child, Deadline::passed());
    if (!code)
        return {};
    returncode = *code;
    return *code;
}

int Popen::wait_for(const Timeout& limit) {
    const Deadline deadline = deadline_of(limit);
    if (m_child == nullptr && returncode != None)
        return *returncode;
    const auto code = wait_for_end(require(m_child), deadline);
    if (!code)
        throw TimeoutExpired(args, limit.seconds());
    returncode = *code;
    return *code;
}

void Popen::send_signal(int number) {
    if (poll() == None)
        os::send_signal(*require(m_child).process, number);
}

void Popen::terminate() {
    send_signal(os::terminate_signal);
}

void Popen::kill() {
    send_signal(os::kill_signal);
}

// Communicating ------------------------------------------------------------------------------------------------------

namespace {

Output everything(const ChildProcess::Received& received) {
    return received.is_pipe ? Output(received.read_before + received.bytes) : Output();
}

Output text_or_bytes(ChildProcess::Received& received, bool is_text) {
    if (!received.is_pipe)
        return {};
    std::string result = std::exchange(received.bytes, {});
    if (is_text)
        result = text_mode::decode(std::move(result));
    if (!received.read_before.empty())
        result.insert(0, std::exchange(received.read_before, {}));
    return is_text ? Output::decoded(std::move(result)) : Output(std::move(result));
}

} // namespace

os::Exchange Popen::begin_exchange() {
    os::Exchange exchange;
    ChildProcess& child = *m_child;
    Reader* const readers[] = {&stdout_, &stderr_};
    for (std::size_t i = 0; i < child.received.size(); ++i) {
        Reader& reader = *readers[i];
        child.received[i].read_before += reader.take(reader.available());
        child.received[i].bytes += std::exchange(reader.m_undecoded, {});
        exchange.outputs[i] = {&reader.m_handle, &child.received[i].bytes};
    }
    exchange.input.stream = &stdin_.m_handle;
    return exchange;
}

Outputs Popen::communicate_with(const Bytes& data, const Timeout& limit) {
    const Deadline deadline = deadline_of(limit);
    ChildProcess& child = require(m_child);
    if (child.communicating && !data.view().empty())
        throw ValueError("Cannot send input after starting communication");
    if (text_mode)
        text_mode::require_encodable(data.view());
    child.communicating = true;

    os::Exchange exchange = begin_exchange();
    if (!stdin_.m_buffer.empty()) // written before, and still here: it goes first
        child.unsent = std::exchange(stdin_.m_buffer, {}).append(data.view());
    exchange.input.bytes = child.unsent.empty() ? data.view() : std::string_view(child.unsent);

    const bool all_moved = os::exchange(exchange, deadline);
    child.unsent = all_moved ? std::string() : std::string(exchange.input.bytes);
    const std::optional<int> code = all_moved ? wait_for_end(child, deadline) : std::nullopt;
    if (!code)
        throw TimeoutExpired(args, limit.seconds(), everything(child.received[0]), everything(child.received[1]));
    returncode = *code;
    Output first = text_or_bytes(child.received[0], text_mode);
    return {std::move(first), text_or_bytes(child.received[1], text_mode)};
}

Outputs Popen::kill_and_collect() noexcept {
    // A killed child that does not end hangs in the kernel; whoever asked for a timeout does not wait for that.
    constexpr double grace_seconds = 2;
    Outputs collected;
    if (m_child == nullptr)
        return collected;
    try {
        Deadline grace = Deadline::after(grace_seconds);
        try {
            kill();
        } catch (const OSError&) { // refused: the child has become another user
            grace = Deadline::passed();
        }
        const std::optional<int> code = wait_for_end(*m_child, grace);
        if (code)
            returncode = *code;
        if (m_child->communicating) {
            os::Exchange exchange = begin_exchange();
            exchange.input.stream = nullptr;
            os::exchange(exchange, Deadline::passed());
            collected = {everything(m_child->received[0]), everything(m_child->received[1])};
        }
        if (!code) {
            abandon(std::move(m_child->process));
            delete std::exchange(m_child, nullptr);
        }
    } catch (...) { // out of memory: the caller is told of what brought it here
    }
    stdin_.m_buffer.clear();
    finish();
    return collected;
}

} // namespace v1
} // namespace subprocess
